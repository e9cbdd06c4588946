// A plug-in for clients of the AWS SDK for JavaScript v3: `client.middlewareStack.use(preflightPlugin())`.

import {
  configure,
  type HeadersLike,
  type Json,
  type OperationName,
  type Options,
  type Preflight,
  PreflightError,
  type Report,
  type RequestReport,
} from "mi-preflight";

/** Options of the plug-in. */
export interface PluginOptions extends Options {
  /** An instance made by `configure` of `mi-preflight` or `mi-preflight/full`. It replaces all other options. */
  readonly preflight?: Preflight | undefined;
  /**
   * The operation of a command, for clients with their own routes: `{ "SendCommand": "SendManagedThingCommand" }`. The
   * plug-in checks the input of these commands before it is serialised, and all other commands by route.
   */
  readonly commands?: Readonly<Record<string, OperationName>> | undefined;
  /**
   * Host names whose calls are checked by the service's routes. Default: the hosts of the service. Calls that match your
   * own `routes` are checked on every host.
   */
  readonly hosts?: RegExp | undefined;
  /** Receives every report. A report holds no value of the request. */
  readonly onReport?: ((report: Report | RequestReport) => void) | undefined;
}

/** Thrown instead of sending a request that the service would refuse. */
export class RequestRefusedError extends PreflightError {
  readonly report: Report | RequestReport;
  /** The SDK's own errors have this member. */
  readonly $fault = "client";

  constructor(report: Report | RequestReport) {
    const errors = report.violations.filter(({ severity }) => severity === "error");
    const [first] = errors;
    const more = errors.length > 1 ? `, and ${errors.length - 1} more: see \`report\`` : "";
    super("refused", `the service would refuse this request: ${first?.message ?? "see `report`"}${more}`);
    this.name = "RequestRefusedError";
    this.report = report;
  }
}

interface BuildArguments {
  readonly input: unknown;
  readonly request?: unknown;
}

interface HttpRequest {
  readonly method: string;
  readonly hostname?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type Next = (args: BuildArguments) => Promise<unknown>;

/** The part of the SDK's middleware stack that is used. */
export interface StackLike {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK types middleware by step, input and output; `unknown` refuses them.
  add(middleware: any, options: any): void;
}

/** Matches the hosts of the service, such as `api.iotmanagedintegrations.eu-west-1.api.aws`, in any domain. */
const SERVICE_HOST = /(^|\.)iotmanagedintegrations[.-]/i;

/** Creates the plug-in. It checks a call at the step `build`, where method, path, headers and body are known. */
export function preflightPlugin(options: PluginOptions = {}): { applyToStack(stack: StackLike): void } {
  const { preflight: configured, commands = {}, hosts = SERVICE_HOST, onReport, ...checkOptions } = options;
  // Other services have routes of the same form.
  const isServiceCall = (request: HttpRequest): boolean =>
    checkOptions.routes !== undefined || hosts.test(request.hostname ?? "");
  let preflight = configured;
  const checkCall = (
    context: { readonly commandName?: string },
    { input, request }: BuildArguments,
  ): Report | undefined => {
    preflight ??= configure(checkOptions);
    const operation = Object.hasOwn(commands, context.commandName ?? "")
      ? commands[context.commandName ?? ""]
      : undefined;
    if (operation !== undefined) {
      return preflight.check(operation, input);
    }
    // The service takes no streams: this is a call of another service.
    if (!isHttpRequest(request) || isStream(request.body) || !isServiceCall(request)) {
      return undefined;
    }
    const report = preflight.checkRequest({
      method: request.method,
      url: request.path + queryString(request),
      headers: request.headers as HeadersLike,
      body: request.body as Json | null | undefined,
    });
    return report.operation === null ? undefined : report;
  };
  return {
    applyToStack(stack) {
      stack.add(
        (next: Next, context: { readonly commandName?: string }) => async (args: BuildArguments) => {
          const report = checkCall(context, args);
          if (report !== undefined) {
            onReport?.(report);
            if (!report.valid) {
              throw new RequestRefusedError(report);
            }
          }
          return next(args);
        },
        { step: "build", name: "miPreflight", priority: "low", tags: ["PREFLIGHT"], override: true },
      );
    },
  };
}

function isHttpRequest(request: unknown): request is HttpRequest {
  const candidate = request as Partial<HttpRequest> | null | undefined;
  return (
    typeof candidate === "object" &&
    candidate !== null &&
    typeof candidate.method === "string" &&
    typeof candidate.path === "string"
  );
}

function isStream(body: unknown): boolean {
  return typeof body === "object" && body !== null && !ArrayBuffer.isView(body) && !(body instanceof ArrayBuffer);
}

function queryString({ query }: HttpRequest): string {
  const entries = Object.entries(query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value as string | null]).map((item) =>
      item === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(item)}`,
    ),
  );
  return entries.length === 0 ? "" : `?${entries.join("&")}`;
}
