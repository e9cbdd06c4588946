// A client of the AWS SDK for JavaScript v3: requests that the service would refuse are not sent.
import { IoTClient, ListThingsCommand } from "@aws-sdk/client-iot";
import { preflightPlugin, RequestRefusedError } from "mi-preflight/aws-sdk";

const client = new IoTClient({});
client.middlewareStack.use(preflightPlugin({ routes: { "GET /things": "ListManagedThings" } }));
try {
  console.log(await client.send(new ListThingsCommand({})));
} catch (error) {
  if (!(error instanceof RequestRefusedError)) throw error;
  for (const { path, message, help } of error.report.violations) console.error(path, help ?? message);
}
