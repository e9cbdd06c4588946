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
  /** What judges, made by `configure` of `mi-preflight` or `mi-preflight/full`, in place of all other options. */
  readonly preflight?: Preflight | undefined;
  /**
   * Which operation a command is, for clients whose routes are not the service's: `{ "SendCommand": "SendManagedThingCommand" }`.
   * Its input is judged then, before it is written. Other commands are judged by route.
   */
  readonly commands?: Readonly<Record<string, OperationName>> | undefined;
  /**
   * Whose calls are judged by the service's own routes, by host name: those of the service itself unless set. Calls of
   * your own `routes` are judged wherever they go.
   */
  readonly hosts?: RegExp | undefined;
  /** Sees every report. It holds no value of the request. */
  readonly onReport?: ((report: Report | RequestReport) => void) | undefined;
}

/** What is thrown in place of a call that the service would refuse. */
export class RequestRefusedError extends PreflightError {
  readonly report: Report | RequestReport;
  /** As the SDK's own errors have it. */
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

type Next = (given: BuildArguments) => Promise<unknown>;

/** What of the SDK's middleware stack is needed; the SDK's own fits. */
export interface StackLike {
  // The SDK's types of middleware differ by step, input and output: none of them is looked at here.
  // biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse the SDK's own stack.
  add(middleware: any, options: any): void;
}

/** The service's hosts, such as `api.iotmanagedintegrations.eu-west-1.api.aws`, whatever the domain behind its name. */
const SERVICE = /(^|\.)iotmanagedintegrations[.-]/i;

/** A plug-in that judges every call at the step `build`, when a request has its method, path, headers and body. */
export function preflightPlugin(options: PluginOptions = {}): { applyToStack(stack: StackLike): void } {
  const { preflight: given, commands = {}, hosts = SERVICE, onReport, ...others } = options;
  // Other services have routes of the same form: what goes elsewhere is theirs.
  const isOurs = (request: HttpRequest): boolean => others.routes !== undefined || hosts.test(request.hostname ?? "");
  let preflight = given;
  const judge = (
    context: { readonly commandName?: string },
    { input, request }: BuildArguments,
  ): Report | undefined => {
    preflight ??= configure(others);
    const operation = Object.hasOwn(commands, context.commandName ?? "")
      ? commands[context.commandName ?? ""]
      : undefined;
    if (operation !== undefined) {
      return preflight.check(operation, input);
    }
    // The service takes no streams: a call with one is another service's.
    if (!isHttpRequest(request) || isStream(request.body) || !isOurs(request)) {
      return undefined;
    }
    const report = preflight.checkRequest({
      method: request.method,
      url: request.path + queryOf(request),
      headers: request.headers as HeadersLike,
      body: request.body as Json | null | undefined,
    });
    return report.operation === null ? undefined : report;
  };
  return {
    applyToStack(stack) {
      stack.add(
        (next: Next, context: { readonly commandName?: string }) => async (args: BuildArguments) => {
          const report = judge(context, args);
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
  const found = request as Partial<HttpRequest> | null | undefined;
  return (
    typeof found === "object" && found !== null && typeof found.method === "string" && typeof found.path === "string"
  );
}

function isStream(body: unknown): boolean {
  return typeof body === "object" && body !== null && !ArrayBuffer.isView(body) && !(body instanceof ArrayBuffer);
}

function queryOf({ query }: HttpRequest): string {
  const entries = Object.entries(query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [value as string | null]).map((one) =>
      one === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  );
  return entries.length === 0 ? "" : `?${entries.join("&")}`;
}
