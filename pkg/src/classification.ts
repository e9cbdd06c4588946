/** What an answer's error is. */
export interface Classification {
  readonly operation: string;
  readonly error: string;
  readonly status: number;
  /** Whether the service's documents have the error: for this operation, for all, or not at all. */
  readonly documented: "operation" | "common" | "undocumented";
  readonly expectedStatus?: number;
  readonly statusAgrees?: boolean;
  readonly fault: "client" | "server" | "unknown";
  /** Whether it is worth sending the same request again. */
  readonly retryable: boolean;
  readonly reason: string;
}
