// Keeps a crash in one view from breaking the others.

import { Component, type ComponentChildren } from "preact";

interface State {
  readonly failed: boolean;
}

export class Boundary extends Component<{ children: ComponentChildren }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render() {
    return this.state.failed ? (
      <p role="alert">Something went wrong in this part of the console. Reload the page to begin anew.</p>
    ) : (
      this.props.children
    );
  }
}
