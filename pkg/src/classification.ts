/** What is known about an error of the service. */
export interface Classification {
  readonly operation: string;
  readonly error: string;
  readonly status: number;
  /** Where the error is documented: for this operation, for all operations, or nowhere. */
  readonly documented: "operation" | "common" | "undocumented";
  readonly expectedStatus?: number;
  readonly statusAgrees?: boolean;
  readonly fault: "client" | "server" | "unknown";
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  readonly reason: string;
}
