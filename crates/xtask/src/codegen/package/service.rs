//! `service.ts`: the names of the service in requests, SDKs and the AWS CLI.

use serde_json::{Value, json};

use super::literal::literal;

/// The suffix of host names in the partition `aws` that support IPv4 and IPv6, as all hosts of the service do.
const DUAL_STACK_SUFFIX: &str = "api.aws";

/// Returns the text of the module.
pub(super) fn module(models: &[Value]) -> String {
    let mut infos: Vec<Value> = models.iter().map(service_info).collect();
    infos.dedup();
    let [info] = infos.as_slice() else { panic!("the service has the same names in every edition: {infos:?}") };
    format!(
        "/** The names of the service in requests, SDKs and the AWS CLI. */\n\
         export interface ServiceInfo {{\n\
         \x20 /** The full name. */\n\
         \x20 readonly title: string;\n\
         \x20 readonly apiVersion: string;\n\
         \x20 /** The service name in the scope of a signature. */\n\
         \x20 readonly signingName: string;\n\
         \x20 /** The base URL of requests; `{{region}}` is a placeholder. */\n\
         \x20 readonly endpoint: string;\n\
         \x20 /** The id from which the AWS SDKs derive the names of their clients. */\n\
         \x20 readonly sdkId: string;\n\
         \x20 /** The service name in the AWS CLI and in boto3. */\n\
         \x20 readonly cliName: string;\n\
         \x20 /** The package of the AWS SDK for JavaScript v3, and the client in it. */\n\
         \x20 readonly sdkPackage: string;\n\
         \x20 readonly sdkClient: string;\n\
         }}\n\n\
         /** The service's names, which are the same in every edition. */\n\
         export const service: ServiceInfo = /* @__PURE__ */ Object.freeze({});\n",
        literal(info, START_LEN, 0),
    )
}

/// The number of characters before the value on the last line.
const START_LEN: usize = "export const service: ServiceInfo = /* @__PURE__ */ Object.freeze(".len();

/// Returns the names in an edition's service shape, and those that the AWS SDKs derive from its `sdkId`.
fn service_info(model: &Value) -> Value {
    let shapes = model.get("shapes").and_then(Value::as_object);
    let service = shapes.into_iter().flat_map(|shapes| shapes.values()).find(|shape| shape["type"] == "service");
    let service = service.expect("a model has a service");
    let traits = &service["traits"];
    let text = |name: &str, key: &str| traits[name][key].as_str().expect("the service shape has the trait");
    let sdk_id = text("aws.api#service", "sdkId");
    let prefix = text("aws.api#service", "endpointPrefix");
    let hyphenated = sdk_id.to_lowercase().replace(' ', "-");
    json!({
        "title": traits["smithy.api#title"],
        "apiVersion": service["version"],
        "signingName": text("aws.auth#sigv4", "name"),
        "endpoint": format!("https://{prefix}.{{region}}.{DUAL_STACK_SUFFIX}"),
        "sdkId": sdk_id,
        "cliName": hyphenated,
        "sdkPackage": format!("@aws-sdk/client-{hyphenated}"),
        "sdkClient": format!("{}Client", sdk_id.replace(' ', "")),
    })
}
