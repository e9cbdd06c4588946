// The request as code that sends it.

import { javascript, python, shell } from "./literals.js";
import { OPERATION } from "./plan.js";

/** What the service is called by its command line, its libraries, its signatures and its hosts. */
const SERVICE = "iot-managed-integrations";
const CLIENT = "IoTManagedIntegrationsClient";
const HOST = "iotmanagedintegrations";

export interface Call {
  readonly input: unknown;
  readonly region: string;
  readonly method: string;
  readonly path: string;
}

export const forms = ["JSON", "AWS CLI", "Python", "JavaScript", "curl"] as const;
export type Form = (typeof forms)[number];

export function codeOf(form: Form, call: Call): string {
  return writers[form](call);
}

const writers: Readonly<Record<Form, (call: Call) => string>> = {
  JSON: ({ input }) => JSON.stringify(input, null, 2),
  "AWS CLI": ({ input, region }) =>
    lines([`aws ${SERVICE} ${joined("-")}`, `--region ${shell(region)}`, `--cli-input-json ${shell(JSON.stringify(input, null, 2))}`]),
  Python: ({ input, region }) => `import boto3

client = boto3.client(${JSON.stringify(SERVICE)}, region_name=${JSON.stringify(region)})

request = ${python(input)}

response = client.${joined("_")}(**request)
print(response["Id"])
`,
  JavaScript: ({ input, region }) => `import { ${CLIENT}, ${OPERATION}Command } from "@aws-sdk/client-${SERVICE}";

const client = new ${CLIENT}({ region: ${JSON.stringify(region)} });

const input = ${javascript(input)};

const { Id } = await client.send(new ${OPERATION}Command(input));
console.log(Id);
`,
  curl: ({ input, region, method, path }) =>
    lines([
      `curl --request ${method} ${shell(`https://api.${HOST}.${region}.api.aws${path}`)}`,
      `--aws-sigv4 ${shell(`aws:amz:${region}:${HOST}`)}`,
      '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
      // Without a session there is no token, and curl leaves an empty header out.
      '--header "x-amz-security-token: $AWS_SESSION_TOKEN"',
      "--header 'content-type: application/json'",
      `--data-raw ${shell(JSON.stringify(input, null, 2))}`,
    ]),
};

function lines(parts: readonly string[]): string {
  return parts.join(" \\\n  ");
}

/** The operation's name in small letters. */
function joined(by: "-" | "_"): string {
  return OPERATION.replace(/(?!^)[A-Z]/g, (letter) => by + letter).toLowerCase();
}
