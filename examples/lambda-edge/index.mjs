// A viewer-request function for CloudFront. Turn on "Include body", and bundle it with
// `esbuild index.mjs --bundle --minify --platform=node --target=node18 --format=cjs --outfile=index.cjs` for the upload.
import { viewerRequest } from "mi-preflight/lambda-edge";

export const handler = viewerRequest();
