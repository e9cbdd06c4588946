// A viewer-request function for CloudFront, with "Include body" on. Bundle it with
// `esbuild index.mjs --bundle --minify --platform=node --target=node18 --format=cjs --outfile=index.cjs` and upload that.
import { viewerRequest } from "mi-preflight/lambda-edge";

export const handler = viewerRequest();
