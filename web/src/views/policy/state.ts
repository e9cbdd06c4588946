// What the user works on: kept while the console is open, so that a look at another part of it loses nothing.

import { signal } from "@preact/signals";
import type { OperationName } from "mi-preflight/slim";
import { first } from "./samples.js";

export interface Request {
  readonly id: number;
  readonly operation: OperationName;
  /** What the request is called, where its operation does not say enough. */
  readonly name?: string;
  /** The input that the user wrote; the operation's example while there is none. */
  readonly own?: string;
}

export const policy = signal(first.text);

let made = 0;

export function requestOf(operation: OperationName, name?: string, own?: string): Request {
  made += 1;
  return { id: made, operation, ...(name !== undefined && { name }), ...(own !== undefined && { own }) };
}

const unusedKey = `{
  "encryptionType": "MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION",
  "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/b81f6c3d-72a4-4e09-9c5b-0d3fe716a248"
}
`;

const newest = `{
  "Type": "capability",
  "SchemaVersionedId": "matter.OnOff@$latest"
}
`;

// Requests of several families, two of which the service's own rules have something to say of.
export const requests = signal<readonly Request[]>([
  requestOf("CreateManagedThing"),
  requestOf("CreateCredentialLocker"),
  requestOf("CreateDestination"),
  requestOf("CreateOtaTask"),
  requestOf("SendManagedThingCommand"),
  requestOf("GetSchemaVersion", "the newest version", newest),
  requestOf("PutDefaultEncryptionConfiguration"),
  requestOf("PutDefaultEncryptionConfiguration", "a key that is not used", unusedKey),
]);

export function change(id: number, own: string): void {
  requests.value = requests.value.map((request) => (request.id === id ? { ...request, own } : request));
}

export function remove(id: number): void {
  requests.value = requests.value.filter((request) => request.id !== id);
}

export function add(more: readonly Request[]): void {
  requests.value = [...requests.value, ...more];
}
