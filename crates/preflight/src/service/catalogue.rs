//! The catalogue of all rules: those of the engine, and those that the service's documents state.
//!
//! Ids are kebab-case, permanent and never reused. A rule of a family is `family/name`.

use crate::engine::reason::{RuleReason, is_listed, reasons};
use crate::engine::report::json::{self, Object};
use crate::engine::rule::{
    Basis, Definition, ENGINE_BASES, ENGINE_DEFINITIONS, ENGINE_REASONS, ENGINE_TITLES, Family, Rule, Severity,
    strict_severity,
};
use crate::service::Edition;

macro_rules! service_rules {
    ($($rule:ident $id:literal $severity:ident $(/ $strict:ident)? $basis:ident $family:ident $editions:ident $title:literal $rationale:literal $([$($reasons:tt)*])?)*) => {
        /// The positions of the service's rules in this catalogue.
        #[expect(non_camel_case_types, reason = "named after the constants of the rules")]
        enum Position {
            $($rule,)*
        }

        impl Rule {
            $(
                #[doc = $title]
                pub const $rule: Rule = Rule::new(&SERVICE_DEFINITIONS[Position::$rule as usize]);
            )*
        }

        static SERVICE_DEFINITIONS: [Definition; [$(Position::$rule,)*].len()] = [$(
            Definition {
                index: ENGINE_DEFINITIONS.len() as u16 + Position::$rule as u16,
                id: $id,
                severity: Severity::$severity,
                strict_severity: strict_severity!($severity $($strict)?),
                family: Family::$family,
                engine_rule: None,
            },
        )*];
        const SERVICE_TITLES: &[&str] = &[$($title,)*];
        #[cfg(feature = "explain")]
        const SERVICE_RATIONALES: &[&str] = &[$($rationale,)*];
        const SERVICE_REASONS: &[&[RuleReason]] = &[$(reasons!($($($reasons)*)?),)*];
        const SERVICE_BASES: &[Basis] = &[$(Basis::$basis,)*];
        const SERVICE_EDITIONS: &[Editions] = &[$(Editions::$editions,)*];
    };
}

/// The editions in which a rule holds.
#[derive(Clone, Copy)]
enum Editions {
    Both,
    Documented,
    Current,
}

service_rules! {
    SCHEMA_LIST_FILTERS "schema/list-filters" Error Documented Documented Both
        "A list of schema versions is filtered by `SchemaId` or by `Namespace`, not by both."
        "An id has its namespace in it. The service refuses the two together: keep `SchemaId` to follow one schema, `Namespace` to see a family."
    SCHEMA_UNVERSIONED_ID "schema/unversioned-id" Advice / Warning Documented Documented Documented
        "A schema version's id says which version it means."
        "Without `@version` the latest version is meant, and the current edition of the service refuses such an id. Write `acme.Lamp@1.0`."
    SCHEMA_FLOATING_ID "schema/floating-id" Warning Shown Documented Both
        "A schema version's id does not float with `@$latest`."
        "`@$latest` is legal, but a new version changes what the request means. Pin the version of what must keep working."
    SCHEMA_RESERVED_NAMESPACE "schema/reserved-namespace" Error Documented Documented Current
        "A document of your own is in no namespace of the service."
        "`aws` and `matter` are kept for the service's own documents. Put yours under a root of your own, such as `acme.Lamp`."
    SCHEMA_DOCUMENT_SIZE "schema/document-size" Error Documented Documented Current
        "A capability document has at most 50,000 characters."
        "Characters are counted as Unicode scalar values of the text as given. Leaving out white space and long descriptions helps."
        ["spaced": Size, "long": Size]
    SCHEMA_DOCUMENT_KEYS "schema/document-keys" Error Documented Documented Current
        "A capability document has `$id`, `name`, `extrinsicId`, `extrinsicVersion`, and properties, actions or events."
        "At least one property, action or event must be declared, or there is nothing that a device could do."
        ["keys": Names, "contents", "keys-and-contents": Names]
    SCHEMA_DOCUMENT_NOT "schema/document-not" Error Documented Documented Current
        "A value schema does without the keyword `not`."
        "It is the one keyword of JSON Schema that the service rules out by name. State what a value must be instead."
    SCHEMA_EXTRINSIC_ID "schema/extrinsic-id" Error Documented Documented Current
        "An extrinsic id is 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits."
        "It is the number that another protocol knows the thing by, written as text, such as `0x0006` or `6`."
    SCHEMA_RESERVED_VENDOR "schema/reserved-vendor" Error Documented Documented Current
        "A capability of your own has no vendor id of AWS or Matter."
        "The upper 16 bits of the extrinsic id are the vendor; 0 is Matter's and 0x1577 that of AWS. Use your own vendor id."
    DISCOVERY_CUSTOM_NAME "discovery/custom-name" Error Documented Documented Current
        "A discovery of type CUSTOM names its protocol."
        "`CustomProtocolDetail` needs a `Name` that is not empty, or the controller cannot tell which protocol to use."
    DISCOVERY_REDISCOVERY_ONLY "discovery/rediscovery-only" Error Documented Documented Current
        "`Protocol` and `EndDeviceIdentifier` go with CONTROLLER_CAPABILITY_REDISCOVERY alone."
        "They say which known devices are asked again; other discoveries look for unknown ones. Leave them out, or change the type."
    DISCOVERY_REDISCOVERY_TARGET "discovery/rediscovery-target" Warning / Error Shown Documented Current
        "A rediscovery names the controller and the protocol."
        "Every published example gives `ControllerIdentifier` and `Protocol`."
        ["controller", "protocol"]
    DISCOVERY_CONTROLLER "discovery/controller" Warning / Error Shown Documented Both
        "A discovery over ZIGBEE or ZWAVE names its controller."
        "A hub has to open its network: `ControllerIdentifier` says which."
    DISCOVERY_CLOUD_ASSOCIATION "discovery/cloud-association" Warning / Error Shown Documented Both
        "A discovery of type CLOUD names the association to look behind."
        "It is `ConnectorAssociationIdentifier` in edition 2025-05-22 and `AccountAssociationId` in edition 2026-11."
        ["connector", "account"]
    DISCOVERY_CLOUD_CONTROLLER "discovery/cloud-controller" Warning Inferred Documented Both
        "A discovery of type CLOUD has no controller."
        "Devices behind another cloud are found through their cloud, not through a hub. Leave `ControllerIdentifier` out."
    DISCOVERY_MATERIAL_PAIR "discovery/material-pair" Warning / Error Inferred Documented Both
        "`AuthenticationMaterial` and `AuthenticationMaterialType` come together."
        "Material without its type cannot be read, and a type without material says nothing."
        ["type-missing", "material-missing"]
    DISCOVERY_ZWAVE_INSTALL_CODE "discovery/zwave-install-code" Warning Shown Documented Both
        "A Z-Wave install code is digits."
        "It is the number printed on the device, such as the five digits of its PIN. Leave out blanks, hyphens and letters."
    ENCRYPTION_KEY_REQUIRED "encryption/key-required" Error Documented Documented Both
        "Encryption with a customer's key names the key."
        "With `CUSTOMER_KEY_ENCRYPTION`, `kmsKeyArn` says which key of AWS KMS is used."
    ENCRYPTION_KEY_UNUSED "encryption/key-unused" Warning Inferred Documented Both
        "The default encryption names no key."
        "A `kmsKeyArn` has an effect with `CUSTOMER_KEY_ENCRYPTION` alone. Leave it out, or change the type."
    OTA_END_BEHAVIOR "ota/end-behavior" Warning Documented Documented Both
        "`EndBehavior` comes with an `EndTime`."
        "It says what happens to what is still open when the task ends; without an end it does not apply."
    OTA_TIME_FORM "ota/time-form" Warning Jobs Documented Both
        "A task's start and end are written `YYYY-MM-DDTHH:MM`."
        "In UTC, without seconds and without a zone, such as `2027-03-01T22:30`."
    OTA_TIME_ORDER "ota/time-order" Warning Jobs Documented Both
        "A task ends 30 minutes to 2 years after it starts."
        "Devices need time to ask for the update, and a task does not stay open for ever."
        ["backwards", "short", "long"]
    OTA_TIME_AHEAD "ota/time-ahead" Warning Jobs Documented Both
        "A task starts 30 minutes to 1 year from now, and ends 30 minutes to 2 years from now."
        "Judged only when the caller says what time it is."
        ["past", "soon", "far"]
    OTA_MAINTENANCE_WINDOW "ota/maintenance-window" Warning Jobs Documented Both
        "A maintenance window has a start, as a cron expression, and a duration."
        "The start is `cron(minute hour day month weekday year)` in UTC, such as `cron(0 22 ? * MON-FRI *)`; the duration is in minutes."
        ["start-missing", "duration-missing", "start-form"]
    OTA_TARGET "ota/target" Error Documented Documented Both
        "A ONE_TIME task has a `Target`, a CONTINUOUS one an `OtaTargetQueryString`; none has both."
        "A task that runs once takes a list of things, one that goes on takes a query that new things can come to match."
        ["both", "both-continuous", "query-missing", "list-missing", "missing"]
    OTA_TARGET_COUNT "ota/target-count" Warning Documented Documented Both
        "A task has at most 100 targets."
        "Use a query, or several tasks, for more."
    OTA_QUERY_ATTRIBUTES "ota/query-attributes" Advice Documented Documented Both
        "A target query asks for attributes of the things."
        "Names in it are attributes, which a thing has from its `MetaData`: `attributes.owner=…`."
    OTA_DECIMALS "ota/decimals" Warning Jobs Documented Both
        "`IncrementFactor` has at most one decimal, `ThresholdPercentage` at most two."
        "AWS IoT Jobs counts in these steps; what is finer is refused or lost."
        ["one", "two"]
    OTA_RATE_CEILING "ota/rate-ceiling" Warning Jobs Documented Both
        "`MaximumPerMinute` is at most 1000."
        "AWS IoT Jobs notifies no more devices a minute."
    OTA_RATE_BELOW_BASE "ota/rate-below-base" Warning Inferred Documented Both
        "`MaximumPerMinute` is not below `BaseRatePerMinute`."
        "A rollout cannot begin faster than it may ever be."
    OTA_RATE_CRITERIA "ota/rate-criteria" Warning Documented Documented Both
        "`RateIncreaseCriteria` has exactly one of `numberOfNotifiedThings` and `numberOfSucceededThings`."
        "The rate goes up after so many devices were notified, or after so many succeeded."
        ["both", "missing"]
    OTA_ABORT_COMPLETE "ota/abort-complete" Warning Jobs Documented Both
        "An abort criterion is given whole."
        "`Action`, `FailureType`, `MinNumberOfExecutedThings` and `ThresholdPercentage` say together when a task stops itself."
    OTA_RETRY_WITHOUT_ABORT "ota/retry-without-abort" Advice Jobs Documented Both
        "A task with retries has settings that can stop it."
        "Retries cost messages and time; `TaskConfigurationId` names settings with an abort configuration that ends a bad update."
    THING_WIFI_BARCODE "thing/wifi-barcode" Error Documented Documented Both
        "A Wi-Fi setup barcode is `SN:…;UPC:…` or `SN:…;EAN:…`."
        "It holds the serial number and exactly one of the two product codes."
        ["no-serial-number", "no-product-code", "both-product-codes", "repeated"]
    THING_ZWAVE_BARCODE "thing/zwave-barcode" Warning Shown Documented Both
        "A Z-Wave QR code is digits that begin with `90`."
        "It has a version, a checksum, the requested keys and the device specific key, all in digits; scan it again rather than type it."
        ["not-digits", "lead-in", "too-short", "version", "checksum", "requested-keys", "group", "cut-block"]
    THING_ZIGBEE_BARCODE "thing/zigbee-barcode" Warning Shown Documented Both
        "A Zigbee QR code is `Z:…$I:…`."
        "`Z:` is followed by the address of the device and `I:` by its install code, both in hexadecimal digits."
        [
            "no-address", "no-install-code", "address-not-hex", "install-code-not-hex", "address-length",
            "install-code-length", "crc",
        ]
    THING_ROLE "thing/role" Advice Documented Documented Both
        "The role CONTROLLER is for hubs."
        "A device that is paired through a hub's radio is a DEVICE; material of Zigbee or Z-Wave says that it is."
    THING_WIFI_SETUP_ROLE "thing/wifi-setup-role" Error Documented Documented Current
        "With Wi-Fi simple setup a provisioner is a CONTROLLER and a provisionee a DEVICE."
        "The hub hands its network's credentials on, the device receives them."
        ["provisioner", "provisionee"]
    THING_WIFI_SETUP_LOCKER "thing/wifi-setup-locker" Warning / Error Documented Documented Current
        "Wi-Fi simple setup names a credential locker."
        "Provisioner and provisionee name the same locker in `CredentialLockerId`, through which credentials are handed on."
    THING_REPORT_VERSION_KIND "thing/report-version-kind" Advice Shown Documented Both
        "The `version` of a reported capability is a cluster revision, a whole number."
        "It is not the version of the schema, which stands in the `id`: `matter.OnOff@1.4` is reported with the version `6`."
    PROFILE_JITR_CERTIFICATE "profile/jitr-certificate" Warning Inferred Documented Both
        "Just-in-time registration comes with a CA certificate."
        "The CA in `CaCertificate` is what new devices' certificates are checked against."
    PROFILE_FLEET_CERTIFICATE "profile/fleet-certificate" Warning Inferred Documented Both
        "Fleet provisioning has no CA certificate."
        "Devices begin with a claim certificate; `CaCertificate` is for just-in-time registration."
    DESTINATION_KINESIS "destination/kinesis" Error Documented Documented Both
        "A destination is a Kinesis data stream."
        "The pattern takes any service's ARN, the service delivers to `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME` alone."
    NOTIFICATION_DESTINATION "notification/destination" Advice Documented Documented Both
        "A notification goes to a destination that exists."
        "Judged when the request that creates a destination is in the same run: the names should agree."
    LOGS_RESOURCE_ID "logs/resource-id" Warning Documented Documented Both
        "A logged resource is one id, or `*` for all of its type."
        "The pattern takes letters, digits, `+` and `*`: `*` beside other characters means nothing, and ids with `-`, `:` or `_` fit nowhere here."
        ["wildcard", "characters"]
    LOGS_WILDCARD_TYPE "logs/wildcard-type" Warning Inferred Documented Both
        "Logging of all types of resource names no particular one."
        "With `ResourceType` `*` leave `ResourceId` out, or name the type."
    LOGS_GROUP "logs/group" Advice Documented Documented Documented
        "Runtime logs are configured for one managed thing at a time."
        "The reference speaks of all things as a group, but `*` does not fit the identifier: send a request for each thing."
    LOGS_UPLOAD_SETTINGS "logs/upload-settings" Warning Inferred Documented Both
        "Settings of the upload come with `UploadLog`."
        "`UploadPeriodMinutes` and `DeleteLocalStoreAfterUpload` have no effect unless logs are uploaded."
    COMMAND_BUILT_IN_PARAMETERS "command/built-in-parameters" Warning / Error Documented Documented Both
        "ReadState takes `propertiesToRead`, UpdateState takes properties with their new values."
        "`{\"propertiesToRead\": [\"OnOff\"]}` or `[\"*\"]` for all; `{\"OnTime\": 5}` to change one."
        ["read-state", "names", "star", "update-state"]
    COMMAND_UNKNOWN_ENDPOINT "command/unknown-endpoint" Warning / Error Documented Documented Both
        "A command goes to an endpoint that the device reports."
        "Judged when the device's capability report is at hand."
    COMMAND_UNKNOWN_CAPABILITY "command/unknown-capability" Warning / Error Documented Documented Both
        "A command uses a capability that the endpoint reports."
        "Judged when the device's capability report is at hand. Ids are compared with their versions."
    COMMAND_UNKNOWN_ACTION "command/unknown-action" Warning / Error Documented Documented Both
        "A command uses an action that the capability reports."
        "ReadState and UpdateState are there for every capability and are never reported."
        ["report", "document"]
    COMMAND_PARAMETERS "command/parameters" Warning / Error Inferred Document Both
        "A command's parameters fit the capability's document."
        "Names and values are those of the action's request, or of the properties for UpdateState. Values are bare, enums by name, bitmaps as objects of numbers."
        ["value": Keyword, "several-alternatives": Keyword, "property": Names]
    REPORT_DUPLICATE "report/duplicate" Warning Inferred Documented Both
        "A capability report names everything once."
        "Endpoint ids are unique, an endpoint has a capability's id once, and a list has a name once."
        ["endpoint", "capability", "name"]
    REPORT_DOCUMENT "report/document" Warning / Error Shown Document Both
        "A reported capability is as its document has it."
        "Name, version, properties, actions and events are the document's; a report may leave some of them out."
        ["name": Expected, "version": Expected, "property", "action", "event"]
    PRIVACY_PERSONAL_DATA "privacy/personal-data" Warning / Error Documented Documented Both
        "An owner or a device id of another cloud is not personal data."
        "Use an id of your own system: these values appear in logs and notifications, so no e-mail address, phone number or full name."
        ["email", "phone-number", "full-name"]
    PRIVACY_SECRETS "privacy/secrets" Warning / Error Documented Documented Both
        "No secret stands in a name, a tag or a URL."
        "These values are shown in consoles and logs and are not encrypted for you. Keep credentials in a credential locker or a secret store."
        ["url-password", "url-credential", "private-key", "access-key", "token", "name", "assignment"]
    DEPRECATED_MEMBER "deprecated/member" Warning Model Documented Current
        "A request uses no member that is deprecated."
        "The model marks it so since 25 June 2025; it may be ignored or refused one day."
        ["replaced", "dropped"]
    DOCUMENT_KIND "document/kind" Error Documented Document Both
        "A document is an object that is a capability or a definition."
        "A capability has properties, actions or events; a definition is a data type, with `$ref`, `type` or `enum`."
        ["object", "contradiction", "unknown"]
    DOCUMENT_IDENTITY "document/id" Error Documented Document Both
        "A document's `$id` is its full id."
        "Such as `/schema-versions/capability/acme.Lamp@1.0`: the kind, a namespace of 3 to 12 lower-case letters and digits, a name and the version."
        [
            "root", "name", "fragment", "character", "length", "missing-version", "floating", "version", "prefix",
            "short-form": Expected,
        ]
    DOCUMENT_ID_FORM "document/id-form" Warning / Error Shown Document Both
        "A reference to a document is written in full and names one version."
        "Short ids, `/schema-version/` and blanks are found in older or misprinted samples. Write `/schema-versions/definition/acme.Level@1.0`."
        ["spelling": Expected, "missing-version", "floating"]
    DOCUMENT_VERSION "document/version" Warning / Error Inferred Document Both
        "A document's `version` is the one in its `$id`."
        "The id decides which version a document is; another number beside it misleads whoever reads it."
        ["": Expected]
    DOCUMENT_REQUIRED "document/required" Error Documented Document Both
        "What a document declares has all the keys that it must have."
        "A property and a parameter have `extrinsicId` and `value`, an action `name` and `extrinsicId`, a request and a response `parameters`, an event `name`."
        ["": Names]
    DOCUMENT_EXPECTED_KEY "document/expected-key" Warning / Error Inferred Document Both
        "A document has the keys that readers expect."
        "A definition says what a value is, an error of a response has a code. The developer guide does not say whether either may be missing."
        ["missing": Names, "value"]
    DOCUMENT_CONVENTION "document/convention" Warning Inferred Document Both
        "A document does as published ones do, where nothing says that it must."
        "A definition has a title and a description, an event an extrinsic id, an enum an id for every value; a description is no longer than those that have a limit; types that others need are not private; no type is so large that it cannot be judged."
        ["missing": Names, "enum-type", "extrinsic-id", "extrinsic-ids", "private", "long", "too-large"]
    DOCUMENT_TYPE "document/type" Error Documented Document Both
        "Every key of a document has a value of its JSON type."
        "Properties and parameters are objects, actions and events arrays, `extrinsicVersion` is a string of digits, `mutable` true or false."
        ["object", "array", "string", "boolean"]
    DOCUMENT_TEXT "document/text" Error Documented Document Both
        "Names, titles, descriptions and versions of a document have their form and length."
        "A name begins with a letter and has letters, digits, dots, slashes, hyphens and blanks, at most 64 in a capability and 192 in a definition. Titles have at most 256 characters, descriptions 1024 to 2048, by their place."
        ["long": Limit, "name", "version", "extrinsic-version"]
    DOCUMENT_MEMBER_NAME "document/member-name" Error Documented Document Both
        "Properties, parameters and extrinsic properties are named with letters and digits."
        "Nothing else fits: no blank, no hyphen, no underscore."
    DOCUMENT_ACTION_NAME "document/action-name" Error Model Document Both
        "An action has a name that a command can carry."
        "`SendManagedThingCommand` takes letters and slashes alone, so an action with any other name can be reported but never invoked."
    DOCUMENT_EXTRINSIC_PROPERTIES "document/extrinsic-properties" Error Documented Document Both
        "There are at most 20 extrinsic properties in a place."
        "They are an open list, such as `access` or `apiMaturity`, that the service hands on without reading it."
    DOCUMENT_EXTRINSIC_RANGE "document/extrinsic-range" Warning Inferred Document Both
        "An extrinsic id fits in 32 bits."
        "Ten digits can say more than 0xFFFFFFFF, which no protocol's number does."
    DOCUMENT_DUPLICATE "document/duplicate" Error Documented Document Both
        "No two actions, events or errors of a document are equal."
        "They are lists of unique items."
    DOCUMENT_SAME_NAME "document/same-name" Warning / Error Inferred Document Both
        "Within one list of a document a name, and an extrinsic id, stands once."
        "A command or report names an action by its name, a Matter device by its number. Numbers are compared as such: `0x06` is `6`."
        ["name", "number"]
    DOCUMENT_BUILT_IN_ACTION "document/built-in-action" Warning Inferred Document Both
        "A document declares none of the built-in actions."
        "ReadState and UpdateState, 0xff02 and 0xff01 in Matter's numbers, are there for every capability; one of the same name would be hidden by it."
        ["listed", "name", "number"]
    DOCUMENT_RESPONSE "document/response" Error Documented Document Both
        "A response's code is 100 to 599, and its errors have codes of letters, digits and underscores."
        "An error's `code` has at most 64 characters, its `message` is any text. `responseCode` follows HTTP's meaning."
        ["error-code", "status"]
    DOCUMENT_UNKNOWN_KEY "document/unknown-key" Warning Inferred Document Both
        "A document has no key that nobody reads."
        "Nothing says that the service refuses one; it is often a misspelt name, and what it says is lost. On a capability itself `extrinsicProperties` is such a key."
        ["key", "keyword", "extrinsic-properties"]
    DOCUMENT_DEFINITIONS "document/definitions" Warning / Error Inferred Document Both
        "A key in `$defs` is made of letters, digits, dots, underscores, tildes and hyphens."
        "It is part of a reference, `#/$defs/KEY`, in which other characters would have to be encoded."
    DOCUMENT_VALUE_SCHEMA "document/value-schema" Error Documented Document Both
        "A value schema is valid JSON Schema."
        "An object of keywords, or true or false. `nullable` is added to the keywords of draft 2020-12, `not` is left out."
        [
            "schema", "schemas", "schemas-by-name", "types", "number", "positive-number", "count", "string",
            "boolean", "names", "names-by-name", "list", "object",
        ]
    DOCUMENT_REFERENCE "document/reference" Error Documented Document Both
        "A `$ref` leads to something that exists, and not round in a circle."
        "`#/$defs/KEY` is an entry of the same document; anything else is a definition's id. References that only refer to each other say nothing."
        ["root", "name", "fragment", "character", "length", "version", "prefix", "marker", "target", "circle"]
    DOCUMENT_UNKNOWN_REFERENCE "document/unknown-reference" Warning Inferred Document Both
        "A definition that is referred to is at hand."
        "It is taken for any value, so what it asks is not judged. Fetch it with GetSchemaVersion, and give it with the other documents."
    DOCUMENT_ENUM "document/enum" Error Documented Document Both
        "An enum has the type string, at least one value, and an extrinsic id for each."
        "`{\"$ref\": \"/schema-versions/definition/aws.enum@1.0\", \"type\": \"string\", \"enum\": [\"Off\"], \"extrinsicIdMap\": {\"Off\": \"0\"}}`."
        ["missing": Names, "type", "values", "extrinsic-id"]
    DOCUMENT_BITMAP "document/bitmap" Error Documented Document Both
        "A bitmap is an object whose properties are bits: an `extrinsicId` and an integer from 0."
        "`{\"Bit1\": {\"extrinsicId\": \"0x0000\", \"value\": {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 1}}}`; a greater maximum makes a field of several bits."
        ["missing": Names, "type", "bit", "range"]
    DOCUMENT_PATTERN "document/pattern" Warning Inferred Document Both
        "A pattern is a regular expression that can be read."
        "Which flavour the service takes is not documented. One that cannot be read here is left out of what is judged."
    DOCUMENT_KEYWORD "document/keyword" Advice Inferred Document Both
        "A keyword in a value schema has an effect."
        "`pattern` means nothing on an array, `$id` and `$anchor` nothing inside a document, one bound hides the other, and a keyword beside `$ref` can narrow but not widen."
        ["no-effect", "two-minimums", "two-maximums", "array-pattern", "minimum": Limit, "maximum": Limit]
    DOCUMENT_DEFAULT "document/default" Warning Inferred Document Both
        "A default has the type that its schema asks for."
        "A default is a note for readers: nothing says that the service fills it in."
        ["": Expected]
    COMMAND_NAME "command/name" Warning / Error Shown Document Both
        "A command names a capability as its document does."
        "The `name` beside the `id` is the document's own, such as `On/Off` for `matter.OnOff@1.4`."
        ["": Expected]
    COMMAND_ACCESS "command/access" Warning Documented Document Both
        "A command changes what is mutable and reads what is retrievable."
        "The document says so of each property. The service leaves it to the device, which may ignore or refuse the command."
        ["not-mutable", "not-retrievable"]
    COMMAND_MISSING_PARAMETER "command/missing-parameter" Warning / Error Inferred Document Both
        "A command gives every parameter that its action declares."
        "There is no way to declare an optional one; whether the service takes a command without it is not documented."
        ["": Names]
    STATE_DOCUMENT "state/document" Warning / Error Inferred Document Both
        "A state that is answered fits the capability's document."
        "Properties are `{\"name\": …, \"value\": {\"propertyValue\": …, \"lastChangedAt\": …}}` with a value that the document allows. A value may also be JSON text of one."
        ["value": Keyword, "several-alternatives": Keyword, "missing": Names, "property", "list", "time"]
    EVENT_DOCUMENT "event/document" Warning / Error Inferred Document Both
        "A device's event fits the capability's document."
        "Its properties and events are the document's, with values that it allows. A value may also be JSON text of one."
        ["value": Keyword, "several-alternatives": Keyword, "missing": Names, "property", "event", "list"]
    SCHEMA_ITEM "schema/item" Warning / Error Inferred Document Current
        "An item of `CapabilitySchemas` says what its document says."
        "`CapabilityId`, `ExtrinsicId` and `ExtrinsicVersion` are the document's, and the device reports the capability."
        [
            "unreported", "id": Expected, "extrinsic-id": Expected, "extrinsic-version": Expected,
            "extrinsic-version-range": Expected,
        ]
    POLICY_LIMIT "policy/limit" Error Policy Policy Both
        "A member is within the bounds that the policy gives it."
        "The service allows more; the policy at hand does not. Its `limits` say how much, by operation and path."
        ["length": LengthInUnits, "range": Range]
}

const ENGINE_COUNT: usize = ENGINE_DEFINITIONS.len();
const COUNT: usize = ENGINE_COUNT + SERVICE_DEFINITIONS.len();

/// The rules of the engine, then those of the service.
const ALL_RULES: [Rule; COUNT] = {
    let mut rules = [Rule::REQUIRED; COUNT];
    let mut index = 0;
    while index < COUNT {
        rules[index] = Rule::at(index);
        index += 1;
    }
    rules
};

/// Returns the entry for a rule in the engine's table or the service's.
fn entry<T: Copy>(rule: Rule, engine: &[T], service: &[T]) -> Option<T> {
    let index = rule.index();
    engine.get(index).or_else(|| service.get(index - engine.len())).copied()
}

impl Rule {
    /// A check of a user's policy; its id is in [`crate::Violation::rule_id`].
    pub const POLICY_CHECK: Rule = {
        static DEFINITION: Definition = Definition {
            index: COUNT as u16,
            id: "policy",
            severity: Severity::Error,
            strict_severity: Severity::Error,
            family: Family::Policy,
            engine_rule: None,
        };
        Rule::new(&DEFINITION)
    };

    /// Every rule, in the catalogue's order. The checks of a policy are not among them.
    pub const ALL: &'static [Rule] = &ALL_RULES;

    /// The rule at a position of the catalogue.
    pub(super) const fn at(index: usize) -> Rule {
        Rule::new(if index < ENGINE_COUNT {
            &ENGINE_DEFINITIONS[index]
        } else {
            &SERVICE_DEFINITIONS[index - ENGINE_COUNT]
        })
    }

    /// As [`Rule::ALL`], without a table of all rules in the binary.
    pub(crate) fn all() -> impl Iterator<Item = Rule> {
        (0..COUNT).map(Rule::at)
    }

    /// Returns the rule with this id.
    pub fn from_id(id: &str) -> Option<Rule> {
        Rule::all().find(|rule| rule.id() == id)
    }

    /// What the rule requires, in one line.
    pub fn title(self) -> &'static str {
        entry(self, ENGINE_TITLES, SERVICE_TITLES).unwrap_or("A check of the policy holds.")
    }

    /// The rationale of the rule, and the remedy for a violation.
    #[cfg(feature = "explain")]
    pub fn rationale(self) -> &'static str {
        entry(self, crate::engine::rule::ENGINE_RATIONALES, SERVICE_RATIONALES).unwrap_or("The policy says why.")
    }

    /// The reasons that tell the texts of the rule apart, and the data in each text. The list is empty if the rule has one
    /// constant text.
    pub const fn reasons(self) -> &'static [RuleReason] {
        let index = self.index();
        if index < ENGINE_COUNT {
            ENGINE_REASONS[index]
        } else if index < COUNT {
            SERVICE_REASONS[index - ENGINE_COUNT]
        } else {
            &[]
        }
    }

    /// Whether the catalogue lists a reason for the rule. The reason of a rule with one text is empty.
    pub(crate) const fn has_reason(self, name: &str) -> bool {
        is_listed(self.reasons(), name)
    }

    /// The source of the rule.
    pub fn basis(self) -> Basis {
        entry(self, ENGINE_BASES, SERVICE_BASES).unwrap_or(Basis::Policy)
    }

    /// The editions in which the rule applies.
    pub fn editions(self) -> &'static [Edition] {
        let index = self.index().checked_sub(ENGINE_COUNT);
        match index.and_then(|index| SERVICE_EDITIONS.get(index)) {
            Some(Editions::Documented) => &[Edition::E2025_05_22],
            Some(Editions::Current) => &[Edition::E2026_11],
            Some(Editions::Both) | None => &Edition::ALL,
        }
    }

    /// Returns whether a violation means that the value itself is a secret or personal data, which must not be shown.
    ///
    /// ```
    /// use mi_preflight::Rule;
    /// assert!(Rule::PRIVACY_SECRETS.finds_sensitive_value());
    /// assert!(!Rule::LENGTH.finds_sensitive_value());
    /// ```
    pub fn finds_sensitive_value(self) -> bool {
        self == Rule::PRIVACY_SECRETS || self == Rule::PRIVACY_PERSONAL_DATA
    }

    /// The rule as an entry of the JSON list of rules, the same on every surface. `strict` is present if that profile
    /// has another severity, `reasons` if the rule has several texts.
    pub fn to_json(self) -> String {
        let mut out = String::new();
        let mut row = Object::begin(&mut out);
        row.string("id", self.id());
        row.string("severity", self.severity().name());
        if self.strict_severity() != self.severity() {
            row.string("strict", self.strict_severity().name());
        }
        row.string("basis", self.basis().name());
        let editions = row.key("editions");
        for (index, edition) in self.editions().iter().enumerate() {
            editions.push(if index == 0 { '[' } else { ',' });
            json::string(editions, edition.name());
        }
        editions.push(']');
        row.string("title", self.title());
        let names = self.reasons().iter().map(|reason| reason.name.to_owned());
        let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        if !names.is_empty() {
            json::strings(row.key("reasons"), &names);
        }
        row.end();
        out
    }

    /// Returns whether a policy may change the rule's severity or suppress it. Constraints and reading errors are
    /// fixed.
    pub fn is_adjustable(self) -> bool {
        matches!(self.family(), Family::Note | Family::Documented | Family::Document)
    }
}
