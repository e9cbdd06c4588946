// Code samples that send the request.

import { operationInfo, service } from "mi-preflight/slim";
import { OPERATION } from "./form-model.js";
import { javascriptLiteral, pythonLiteral, shellWord } from "./literals.js";

export interface SampleInput {
  readonly input: unknown;
  readonly region: string;
}

export const sampleFormats = ["JSON", "AWS CLI", "Python", "JavaScript", "curl"] as const;
export type SampleFormat = (typeof sampleFormats)[number];

export function codeSample(format: SampleFormat, call: SampleInput): string {
  return writers[format](call);
}

const { method, uri } = operationInfo[OPERATION];

const writers: Readonly<Record<SampleFormat, (call: SampleInput) => string>> = {
  JSON: ({ input }) => JSON.stringify(input, null, 2),
  "AWS CLI": ({ input, region }) =>
    shellLines([
      `aws ${service.cliName} ${snakeCase("-")}`,
      `--region ${shellWord(region)}`,
      `--cli-input-json ${shellWord(JSON.stringify(input, null, 2))}`,
    ]),
  Python: ({ input, region }) => `import boto3

client = boto3.client(${JSON.stringify(service.cliName)}, region_name=${JSON.stringify(region)})

request = ${pythonLiteral(input)}

response = client.${snakeCase("_")}(**request)
print(response)
`,
  JavaScript: ({
    input,
    region,
  }) => `import { ${service.sdkClient}, ${OPERATION}Command } from ${JSON.stringify(service.sdkPackage)};

const client = new ${service.sdkClient}({ region: ${JSON.stringify(region)} });

const input = ${javascriptLiteral(input)};

const response = await client.send(new ${OPERATION}Command(input));
console.log(response);
`,
  curl: ({ input, region }) =>
    shellLines([
      `curl --request ${method} ${shellWord(service.endpoint.replace("{region}", () => region) + uri)}`,
      `--aws-sigv4 ${shellWord(`aws:amz:${region}:${service.signingName}`)}`,
      '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
      // Without a session token the header is empty, and curl omits it.
      '--header "x-amz-security-token: $AWS_SESSION_TOKEN"',
      "--header 'content-type: application/json'",
      `--data-raw ${shellWord(JSON.stringify(input, null, 2))}`,
    ]),
};

function shellLines(parts: readonly string[]): string {
  return parts.join(" \\\n  ");
}

/** Returns the operation's name in lower case with separators, as the AWS CLI and boto3 write it. */
function snakeCase(separator: "-" | "_"): string {
  return OPERATION.replace(/(?!^)[A-Z]/g, (letter) => separator + letter).toLowerCase();
}
