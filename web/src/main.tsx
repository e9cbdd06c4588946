import "@picocss/pico/css/pico.min.css";
import "./styles.css";
import { render } from "preact";
import { registerSW } from "virtual:pwa-register";
import { App } from "./app.js";

const root = document.getElementById("app");
if (root !== null) {
  render(<App />, root);
}
// Once loaded, the console works without a network.
registerSW({ immediate: true });
