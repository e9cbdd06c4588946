// The policy and requests, kept while the console is open.

import { signal } from "@preact/signals";
import type { OperationName } from "mi-preflight/slim";
import { firstSample } from "./samples.js";

export interface Request {
  readonly id: number;
  readonly operation: OperationName;
  /** Name of the request, if the operation is not specific enough. */
  readonly name?: string;
  /** The input that the user wrote. By default the example of the operation. */
  readonly input?: string;
}

export const policy = signal(firstSample.text);

let lastId = 0;

export function createRequest(operation: OperationName, name?: string, input?: string): Request {
  lastId += 1;
  return { id: lastId, operation, ...(name !== undefined && { name }), ...(input !== undefined && { input }) };
}

const unusedKey = `{
  "encryptionType": "MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION",
  "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/b81f6c3d-72a4-4e09-9c5b-0d3fe716a248"
}
`;

const latestSchemaVersion = `{
  "Type": "capability",
  "SchemaVersionedId": "matter.OnOff@$latest"
}
`;

// Requests of several kinds. Rules of the service report two of them.
export const requests = signal<readonly Request[]>([
  createRequest("CreateManagedThing"),
  createRequest("CreateCredentialLocker"),
  createRequest("CreateDestination"),
  createRequest("CreateOtaTask"),
  createRequest("SendManagedThingCommand"),
  createRequest("GetSchemaVersion", "the newest version", latestSchemaVersion),
  createRequest("PutDefaultEncryptionConfiguration"),
  createRequest("PutDefaultEncryptionConfiguration", "a key that is not used", unusedKey),
]);

export function changeRequest(id: number, input: string): void {
  requests.value = requests.value.map((request) => (request.id === id ? { ...request, input } : request));
}

export function removeRequest(id: number): void {
  requests.value = requests.value.filter((request) => request.id !== id);
}

export function addRequests(added: readonly Request[]): void {
  requests.value = [...requests.value, ...added];
}
