//! `service.ts`: what the service is called by those who call it.

use serde_json::{Value, json};

use super::literal::literal;

/// What follows a region in the hosts of the partition `aws` that answer over IPv4 and IPv6, as all of the service's do.
const DUAL_STACK_SUFFIX: &str = "api.aws";

/// The module, from the data files.
pub(super) fn module(models: &[Value]) -> String {
    let mut facts: Vec<Value> = models.iter().map(facts).collect();
    facts.dedup();
    let [facts] = facts.as_slice() else { panic!("every edition names the service alike: {facts:?}") };
    format!(
        "/** What the service is called by those who call it. */\n\
         export interface ServiceInfo {{\n\
         \x20 /** Its name for people. */\n\
         \x20 readonly title: string;\n\
         \x20 readonly apiVersion: string;\n\
         \x20 /** Its name where requests are signed. */\n\
         \x20 readonly signingName: string;\n\
         \x20 /** The address that a request's path follows; `{{region}}` stands for a region. */\n\
         \x20 readonly endpoint: string;\n\
         \x20 /** The id from which the AWS SDKs derive the names of their clients. */\n\
         \x20 readonly sdkId: string;\n\
         \x20 /** Its name in the AWS CLI and in boto3. */\n\
         \x20 readonly cliName: string;\n\
         \x20 /** The package of the AWS SDK for JavaScript v3, and the client in it. */\n\
         \x20 readonly sdkPackage: string;\n\
         \x20 readonly sdkClient: string;\n\
         }}\n\n\
         /** The service's names, which are the same in every edition. */\n\
         export const service: ServiceInfo = /* @__PURE__ */ Object.freeze({});\n",
        literal(facts, LEAD, 0),
    )
}

/// How long the beginning of the last line is.
const LEAD: usize = "export const service: ServiceInfo = /* @__PURE__ */ Object.freeze(".len();

/// What an edition's service shape says, and the names that the AWS SDKs derive from its `sdkId`.
fn facts(model: &Value) -> Value {
    let shapes = model.get("shapes").and_then(Value::as_object);
    let service = shapes.into_iter().flat_map(|shapes| shapes.values()).find(|shape| shape["type"] == "service");
    let service = service.expect("a model has a service");
    let traits = &service["traits"];
    let text = |name: &str, key: &str| traits[name][key].as_str().expect("the service's traits name it");
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
