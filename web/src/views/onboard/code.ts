// The request as code that sends it.

import { operationInfo, service } from "mi-preflight/slim";
import { javascript, python, shell } from "./literals.js";
import { OPERATION } from "./plan.js";

export interface Call {
  readonly input: unknown;
  readonly region: string;
}

export const forms = ["JSON", "AWS CLI", "Python", "JavaScript", "curl"] as const;
export type Form = (typeof forms)[number];

export function codeOf(form: Form, call: Call): string {
  return writers[form](call);
}

const { method, uri } = operationInfo[OPERATION];

const writers: Readonly<Record<Form, (call: Call) => string>> = {
  JSON: ({ input }) => JSON.stringify(input, null, 2),
  "AWS CLI": ({ input, region }) =>
    lines([
      `aws ${service.cliName} ${joined("-")}`,
      `--region ${shell(region)}`,
      `--cli-input-json ${shell(JSON.stringify(input, null, 2))}`,
    ]),
  Python: ({ input, region }) => `import boto3

client = boto3.client(${JSON.stringify(service.cliName)}, region_name=${JSON.stringify(region)})

request = ${python(input)}

response = client.${joined("_")}(**request)
print(response)
`,
  JavaScript: ({
    input,
    region,
  }) => `import { ${service.sdkClient}, ${OPERATION}Command } from ${JSON.stringify(service.sdkPackage)};

const client = new ${service.sdkClient}({ region: ${JSON.stringify(region)} });

const input = ${javascript(input)};

const response = await client.send(new ${OPERATION}Command(input));
console.log(response);
`,
  curl: ({ input, region }) =>
    lines([
      `curl --request ${method} ${shell(service.endpoint.replace("{region}", () => region) + uri)}`,
      `--aws-sigv4 ${shell(`aws:amz:${region}:${service.signingName}`)}`,
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

/** The operation's name in small letters, as the command line and boto3 write those of every service. */
function joined(by: "-" | "_"): string {
  return OPERATION.replace(/(?!^)[A-Z]/g, (letter) => by + letter).toLowerCase();
}
