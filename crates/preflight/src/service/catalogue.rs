//! Every rule, enumerable: id, title, severity, basis, editions.
//!
//! Ids are kebab-case, permanent and never reused. A rule of a family is `family/name`.

use core::fmt;

use crate::engine::report::json::{self, Object};
use crate::service::Edition;

/// How much a violation weighs. Only an error makes a request invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Advice,
    /// Probably not what was meant, or only perhaps refused.
    Warning,
    /// The service would refuse the request.
    Error,
}

impl Severity {
    /// The severity's name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a rule is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The reference or the developer guide says so.
    Documented,
    /// The published model says so.
    Model,
    /// A public specification says so: RFC 8259, Smithy's restJson1, Signature Version 4.
    Specified,
    /// A limit of the AWS IoT Jobs service, which over-the-air tasks run on.
    Jobs,
    /// Every published example does it.
    Shown,
    /// A reading of ours.
    Inferred,
    /// The user's policy says so.
    Policy,
}

impl Basis {
    /// The basis's name in listings.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Documented => "documented",
            Basis::Model => "model",
            Basis::Specified => "specified",
            Basis::Jobs => "jobs",
            Basis::Shown => "shown",
            Basis::Inferred => "inferred",
            Basis::Policy => "policy",
        }
    }
}

/// What kind of requirement a rule is; it decides what a policy may change and how a refusal is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Family {
    /// A constraint trait of the model.
    Constraint,
    /// Reading the text as JSON.
    Json,
    /// Binding a request to an operation.
    Http,
    /// The form of a signature.
    Sigv4,
    /// Anything else that is good to know.
    Note,
    /// What the service's documents ask of several members together, or of a value beyond its constraints.
    Documented,
    /// What capability and definition documents must be, and what must fit them.
    Document,
    /// A check of a user's policy.
    Policy,
}

macro_rules! rules {
    ($($rule:ident $id:literal $severity:ident $(/ $strict:ident)? $basis:ident $family:ident $editions:ident $title:literal $why:literal)*) => {
        /// A catalogued requirement.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $title] $rule,)*
            /// A check of a user's policy, which has an id of its own: see [`crate::Violation::rule_id`].
            OwnCheck,
        }

        impl Rule {
            /// Every rule, in the catalogue's order. The checks of a policy are not among them.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)*];

            /// The permanent id.
            pub fn id(self) -> &'static str {
                match self { $(Rule::$rule => $id,)* Rule::OwnCheck => "policy" }
            }

            /// What the rule asks for, in one line.
            pub fn title(self) -> &'static str {
                match self { $(Rule::$rule => $title,)* Rule::OwnCheck => "A check of the policy holds." }
            }

            /// Why the rule is there and what mends a violation.
            #[cfg(feature = "explain")]
            pub fn why(self) -> &'static str {
                match self { $(Rule::$rule => $why,)* Rule::OwnCheck => "The policy says why." }
            }

            /// The severity in the profile `recommended`, when no policy changed it.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity,)* Rule::OwnCheck => Severity::Error }
            }

            /// The severity in the profile `strict`.
            pub fn strict_severity(self) -> Severity {
                match self {
                    $($(Rule::$rule => Severity::$strict,)?)*
                    rule => rule.severity(),
                }
            }

            /// Where the rule is known from.
            pub fn basis(self) -> Basis {
                match self { $(Rule::$rule => Basis::$basis,)* Rule::OwnCheck => Basis::Policy }
            }

            /// What kind of requirement it is.
            pub fn family(self) -> Family {
                match self { $(Rule::$rule => Family::$family,)* Rule::OwnCheck => Family::Policy }
            }

            /// The editions in which the rule holds.
            pub fn editions(self) -> &'static [Edition] {
                match self { $(Rule::$rule => $editions,)* Rule::OwnCheck => BOTH }
            }
        }
    };
}

const BOTH: &[Edition] = &Edition::ALL;
const DOCUMENTED: &[Edition] = &[Edition::E2025_05_22];
const CURRENT: &[Edition] = &[Edition::E2026_11];

rules! {
    Required "required" Error Model Constraint BOTH
        "A required member is present and not null."
        "A missing member and an explicit null are the same to the service. Labels and query parameters count as members."
    Type "type" Error Model Constraint BOTH
        "A value has the JSON type, and the size, that its shape has."
        "Nothing more is said of a value of the wrong type. Whole numbers may be written 1.0 or 1e2; a union holds exactly one member."
    Length "length" Error Model Constraint BOTH
        "A string, list, map or blob has a length within its bounds."
        "Strings are counted in Unicode scalar values, never in bytes or UTF-16 units; lists and maps in entries; blobs in decoded bytes."
    Range "range" Error Model Constraint BOTH
        "A number lies within its bounds."
        "Bounds are inclusive and compared exactly, as decimals."
    Pattern "pattern" Error Model Constraint BOTH
        "A string has a match of its pattern."
        "A pattern may match anywhere unless it is anchored; nearly all of the service's are. `\\d`, `\\w` and `\\s` are ASCII, and `.` matches no line end."
    Enum "enum" Error Model Constraint BOTH
        "A value is one of those listed."
        "Case matters."
    UniqueItems "unique-items" Error Model Constraint BOTH
        "No two items of a list are equal."
        "Only models loaded at run time have such lists."
    JsonSyntax "json-syntax" Error Specified Json BOTH
        "The text is JSON as RFC 8259 has it."
        "A byte order mark, comments, trailing commas and single quotes are no JSON. What is not wholly read is not judged."
    JsonUtf8 "json-utf8" Error Specified Json BOTH
        "The text is UTF-8."
        "RFC 8259 allows no other encoding between systems."
    JsonDuplicateKey "json-duplicate-key" Error Specified Json BOTH
        "No object has a key twice."
        "Two parsers may read two different requests. Keys are compared with their escapes undone."
    JsonSurrogate "json-surrogate" Error Specified Json BOTH
        "No escape is half of a surrogate pair."
        "Half a pair is no character and cannot be sent on as UTF-8."
    JsonDepth "json-depth" Error Inferred Json BOTH
        "Objects and arrays nest no deeper than the limit."
        "The limit is 128 unless the caller sets another one."
    JsonSize "json-size" Error Inferred Json BOTH
        "The input is no larger than the limit."
        "The limit is 16 MiB unless the caller sets another one."
    HttpRoute "http-route" Error Model Http BOTH
        "The path is one of the service's."
        "A slash after a complete path is another path."
    HttpMethod "http-method" Error Model Http BOTH
        "The path takes this method."
        "Methods are written in capitals."
    HttpContentType "http-content-type" Error Specified Http BOTH
        "The content type fits the body."
        "A JSON body travels as application/json; an operation without body members takes no typed body."
    HttpAccept "http-accept" Error Specified Http BOTH
        "The caller accepts what the service answers with."
        "Every answer is application/json."
    HttpLabel "http-label" Error Specified Http BOTH
        "A label in the path is there and well encoded."
        "Labels are never empty; what is not an unreserved ASCII character travels percent-encoded."
    HttpQuery "http-query" Error Specified Http BOTH
        "A query parameter is well encoded and given once."
        "Only members that are lists may be given more than once."
    UnknownMember "unknown-member" Warning Documented Note BOTH
        "Every member is one that the model knows."
        "The service ignores what it does not know, so a misspelt optional member is lost in silence."
    Sigv4Missing "sigv4/missing" Error Specified Sigv4 BOTH
        "A request that must be signed carries a signature."
        "Judged on request only: callers often sign after the check."
    Sigv4Algorithm "sigv4/algorithm" Error Specified Sigv4 BOTH
        "The signing algorithm is AWS4-HMAC-SHA256."
        "The service documents no other."
    Sigv4Credential "sigv4/credential" Error Specified Sigv4 BOTH
        "The credential is access-key/YYYYMMDD/region/service/aws4_request."
        "The scope's date, region and service are part of what is signed."
    Sigv4Date "sigv4/date" Error Specified Sigv4 BOTH
        "The signing date is YYYYMMDD'T'HHMMSS'Z'."
        "ISO 8601's basic form, in UTC."
    Sigv4Signature "sigv4/signature" Error Specified Sigv4 BOTH
        "The signature is 64 hexadecimal digits."
        "A signature's form is judged; whether it is right is not."
    Sigv4SignedHeaders "sigv4/signed-headers" Error Specified Sigv4 BOTH
        "The signed headers are a list of lower-case names that has `host`."
        "Names are separated by semicolons."
    CommonAction "common/action" Warning Documented Note BOTH
        "An `Action` parameter names the operation that the path leads to."
        "Clients of this service do not send it; one that contradicts the path is a mistake somewhere."
    CommonVersion "common/version" Warning Documented Note BOTH
        "A `Version` parameter is the service's API version."
        "It is written YYYY-MM-DD."
    SchemaListFilters "schema/list-filters" Error Documented Documented BOTH
        "A list of schema versions is filtered by `SchemaId` or by `Namespace`, not by both."
        "An id has its namespace in it. The service refuses the two together: keep `SchemaId` to follow one schema, `Namespace` to see a family."
    SchemaUnversionedId "schema/unversioned-id" Advice / Warning Documented Documented DOCUMENTED
        "A schema version's id says which version it means."
        "Without `@version` the latest version is meant, and the current edition of the service refuses such an id. Write `acme.Lamp@1.0`."
    SchemaFloatingId "schema/floating-id" Warning Shown Documented BOTH
        "A schema version's id does not float with `@$latest`."
        "`@$latest` is legal, but a new version changes what the request means. Pin the version of what must keep working."
    SchemaReservedNamespace "schema/reserved-namespace" Error Documented Documented CURRENT
        "A document of your own is in no namespace of the service."
        "`aws` and `matter` are kept for the service's own documents. Put yours under a root of your own, such as `acme.Lamp`."
    SchemaDocumentSize "schema/document-size" Error Documented Documented CURRENT
        "A capability document has at most 50,000 characters."
        "Characters are counted as Unicode scalar values of the text as given. Leaving out white space and long descriptions helps."
    SchemaDocumentKeys "schema/document-keys" Error Documented Documented CURRENT
        "A capability document has `$id`, `name`, `extrinsicId`, `extrinsicVersion`, and properties, actions or events."
        "At least one property, action or event must be declared, or there is nothing that a device could do."
    SchemaDocumentNot "schema/document-not" Error Documented Documented CURRENT
        "A value schema does without the keyword `not`."
        "It is the one keyword of JSON Schema that the service rules out by name. State what a value must be instead."
    SchemaExtrinsicId "schema/extrinsic-id" Error Documented Documented CURRENT
        "An extrinsic id is 1 to 10 digits, or `0x` and 1 to 8 hexadecimal digits."
        "It is the number that another protocol knows the thing by, written as text, such as `0x0006` or `6`."
    SchemaReservedVendor "schema/reserved-vendor" Error Documented Documented CURRENT
        "A capability of your own has no vendor id of AWS or Matter."
        "The upper 16 bits of the extrinsic id are the vendor; 0 is Matter's and 0x1577 that of AWS. Use your own vendor id."
    DiscoveryCustomName "discovery/custom-name" Error Documented Documented CURRENT
        "A discovery of type CUSTOM names its protocol."
        "`CustomProtocolDetail` needs a `Name` that is not empty, or the controller cannot tell which protocol to use."
    DiscoveryRediscoveryOnly "discovery/rediscovery-only" Error Documented Documented CURRENT
        "`Protocol` and `EndDeviceIdentifier` go with CONTROLLER_CAPABILITY_REDISCOVERY alone."
        "They say which known devices are asked again; other discoveries look for unknown ones. Leave them out, or change the type."
    DiscoveryRediscoveryTarget "discovery/rediscovery-target" Warning / Error Shown Documented CURRENT
        "A rediscovery names the controller and the protocol."
        "Every published example gives `ControllerIdentifier` and `Protocol`."
    DiscoveryController "discovery/controller" Warning / Error Shown Documented BOTH
        "A discovery over ZIGBEE or ZWAVE names its controller."
        "A hub has to open its network: `ControllerIdentifier` says which."
    DiscoveryCloudAssociation "discovery/cloud-association" Warning / Error Shown Documented BOTH
        "A discovery of type CLOUD names the association to look behind."
        "It is `ConnectorAssociationIdentifier` in edition 2025-05-22 and `AccountAssociationId` in edition 2026-11."
    DiscoveryCloudController "discovery/cloud-controller" Warning Inferred Documented BOTH
        "A discovery of type CLOUD has no controller."
        "Devices behind another cloud are found through their cloud, not through a hub. Leave `ControllerIdentifier` out."
    DiscoveryMaterialPair "discovery/material-pair" Warning / Error Inferred Documented BOTH
        "`AuthenticationMaterial` and `AuthenticationMaterialType` come together."
        "Material without its type cannot be read, and a type without material says nothing."
    DiscoveryZwaveInstallCode "discovery/zwave-install-code" Warning Shown Documented BOTH
        "A Z-Wave install code is digits."
        "It is the number printed on the device, such as the five digits of its PIN. Leave out blanks, hyphens and letters."
    EncryptionKeyRequired "encryption/key-required" Error Documented Documented BOTH
        "Encryption with a customer's key names the key."
        "With `CUSTOMER_KEY_ENCRYPTION`, `kmsKeyArn` says which key of AWS KMS is used."
    EncryptionKeyUnused "encryption/key-unused" Warning Inferred Documented BOTH
        "The default encryption names no key."
        "A `kmsKeyArn` has an effect with `CUSTOMER_KEY_ENCRYPTION` alone. Leave it out, or change the type."
    OtaEndBehavior "ota/end-behavior" Warning Documented Documented BOTH
        "`EndBehavior` comes with an `EndTime`."
        "It says what happens to what is still open when the task ends; without an end it does not apply."
    OtaTimeForm "ota/time-form" Warning Jobs Documented BOTH
        "A task's start and end are written `YYYY-MM-DDTHH:MM`."
        "In UTC, without seconds and without a zone, such as `2027-03-01T22:30`."
    OtaTimeOrder "ota/time-order" Warning Jobs Documented BOTH
        "A task ends 30 minutes to 2 years after it starts."
        "Devices need time to ask for the update, and a task does not stay open for ever."
    OtaTimeAhead "ota/time-ahead" Warning Jobs Documented BOTH
        "A task starts 30 minutes to 1 year from now, and ends 30 minutes to 2 years from now."
        "Judged only when the caller says what time it is."
    OtaMaintenanceWindow "ota/maintenance-window" Warning Jobs Documented BOTH
        "A maintenance window has a start, as a cron expression, and a duration."
        "The start is `cron(minute hour day month weekday year)` in UTC, such as `cron(0 22 ? * MON-FRI *)`; the duration is in minutes."
    OtaTarget "ota/target" Error Documented Documented BOTH
        "A ONE_TIME task has a `Target`, a CONTINUOUS one an `OtaTargetQueryString`; none has both."
        "A task that runs once takes a list of things, one that goes on takes a query that new things can come to match."
    OtaTargetCount "ota/target-count" Warning Documented Documented BOTH
        "A task has at most 100 targets."
        "Use a query, or several tasks, for more."
    OtaQueryAttributes "ota/query-attributes" Advice Documented Documented BOTH
        "A target query asks for attributes of the things."
        "Names in it are attributes, which a thing has from its `MetaData`: `attributes.owner=…`."
    OtaDecimals "ota/decimals" Warning Jobs Documented BOTH
        "`IncrementFactor` has at most one decimal, `ThresholdPercentage` at most two."
        "AWS IoT Jobs counts in these steps; what is finer is refused or lost."
    OtaRateCeiling "ota/rate-ceiling" Warning Jobs Documented BOTH
        "`MaximumPerMinute` is at most 1000."
        "AWS IoT Jobs notifies no more devices a minute."
    OtaRateBelowBase "ota/rate-below-base" Warning Inferred Documented BOTH
        "`MaximumPerMinute` is not below `BaseRatePerMinute`."
        "A rollout cannot begin faster than it may ever be."
    OtaRateCriteria "ota/rate-criteria" Warning Documented Documented BOTH
        "`RateIncreaseCriteria` has exactly one of `numberOfNotifiedThings` and `numberOfSucceededThings`."
        "The rate goes up after so many devices were notified, or after so many succeeded."
    OtaAbortComplete "ota/abort-complete" Warning Jobs Documented BOTH
        "An abort criterion is given whole."
        "`Action`, `FailureType`, `MinNumberOfExecutedThings` and `ThresholdPercentage` say together when a task stops itself."
    OtaRetryWithoutAbort "ota/retry-without-abort" Advice Jobs Documented BOTH
        "A task with retries has settings that can stop it."
        "Retries cost messages and time; `TaskConfigurationId` names settings with an abort configuration that ends a bad update."
    ThingWifiBarcode "thing/wifi-barcode" Error Documented Documented BOTH
        "A Wi-Fi setup barcode is `SN:…;UPC:…` or `SN:…;EAN:…`."
        "It holds the serial number and exactly one of the two product codes."
    ThingZwaveBarcode "thing/zwave-barcode" Warning Shown Documented BOTH
        "A Z-Wave QR code is digits that begin with `90`."
        "It has a version, a checksum, the requested keys and the device specific key, all in digits; scan it again rather than type it."
    ThingZigbeeBarcode "thing/zigbee-barcode" Warning Shown Documented BOTH
        "A Zigbee QR code is `Z:…$I:…`."
        "`Z:` is followed by the address of the device and `I:` by its install code, both in hexadecimal digits."
    ThingRole "thing/role" Advice Documented Documented BOTH
        "The role CONTROLLER is for hubs."
        "A device that is paired through a hub's radio is a DEVICE; material of Zigbee or Z-Wave says that it is."
    ThingWifiSetupRole "thing/wifi-setup-role" Error Documented Documented CURRENT
        "With Wi-Fi simple setup a provisioner is a CONTROLLER and a provisionee a DEVICE."
        "The hub hands its network's credentials on, the device receives them."
    ThingWifiSetupLocker "thing/wifi-setup-locker" Warning / Error Documented Documented CURRENT
        "Wi-Fi simple setup names a credential locker."
        "Provisioner and provisionee name the same locker in `CredentialLockerId`, through which credentials are handed on."
    ThingReportVersionKind "thing/report-version-kind" Advice Shown Documented BOTH
        "The `version` of a reported capability is a cluster revision, a whole number."
        "It is not the version of the schema, which stands in the `id`: `matter.OnOff@1.4` is reported with the version `6`."
    ProfileJitrCertificate "profile/jitr-certificate" Warning Inferred Documented BOTH
        "Just-in-time registration comes with a CA certificate."
        "The CA in `CaCertificate` is what new devices' certificates are checked against."
    ProfileFleetCertificate "profile/fleet-certificate" Warning Inferred Documented BOTH
        "Fleet provisioning has no CA certificate."
        "Devices begin with a claim certificate; `CaCertificate` is for just-in-time registration."
    DestinationKinesis "destination/kinesis" Error Documented Documented BOTH
        "A destination is a Kinesis data stream."
        "The pattern takes any service's ARN, the service delivers to `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME` alone."
    NotificationDestination "notification/destination" Advice Documented Documented BOTH
        "A notification goes to a destination that exists."
        "Judged when the request that creates a destination is in the same run: the names should agree."
    LogsResourceId "logs/resource-id" Warning Documented Documented BOTH
        "A logged resource is one id, or `*` for all of its type."
        "The pattern takes letters, digits, `+` and `*`: `*` beside other characters means nothing, and ids with `-`, `:` or `_` fit nowhere here."
    LogsWildcardType "logs/wildcard-type" Warning Inferred Documented BOTH
        "Logging of all types of resource names no particular one."
        "With `ResourceType` `*` leave `ResourceId` out, or name the type."
    LogsGroup "logs/group" Advice Documented Documented DOCUMENTED
        "Runtime logs are configured for one managed thing at a time."
        "The reference speaks of all things as a group, but `*` does not fit the identifier: send a request for each thing."
    LogsUploadSettings "logs/upload-settings" Warning Inferred Documented BOTH
        "Settings of the upload come with `UploadLog`."
        "`UploadPeriodMinutes` and `DeleteLocalStoreAfterUpload` have no effect unless logs are uploaded."
    CommandBuiltInParameters "command/built-in-parameters" Warning / Error Documented Documented BOTH
        "ReadState takes `propertiesToRead`, UpdateState takes properties with their new values."
        "`{\"propertiesToRead\": [\"OnOff\"]}` or `[\"*\"]` for all; `{\"OnTime\": 5}` to change one."
    CommandUnknownEndpoint "command/unknown-endpoint" Warning / Error Documented Documented BOTH
        "A command goes to an endpoint that the device reports."
        "Judged when the device's capability report is at hand."
    CommandUnknownCapability "command/unknown-capability" Warning / Error Documented Documented BOTH
        "A command uses a capability that the endpoint reports."
        "Judged when the device's capability report is at hand. Ids are compared with their versions."
    CommandUnknownAction "command/unknown-action" Warning / Error Documented Documented BOTH
        "A command uses an action that the capability reports."
        "ReadState and UpdateState are there for every capability and are never reported."
    CommandParameters "command/parameters" Warning / Error Inferred Document BOTH
        "A command's parameters fit the capability's document."
        "Names and values are those of the action's request, or of the properties for UpdateState. Values are bare, enums by name, bitmaps as objects of numbers."
    ReportDuplicate "report/duplicate" Warning Inferred Documented BOTH
        "A capability report names everything once."
        "Endpoint ids are unique, an endpoint has a capability's id once, and a list has a name once."
    ReportDocument "report/document" Warning / Error Shown Document BOTH
        "A reported capability is as its document has it."
        "Name, version, properties, actions and events are the document's; a report may leave some of them out."
    PrivacyPersonalData "privacy/personal-data" Warning / Error Documented Documented BOTH
        "An owner or a device id of another cloud is no personal data."
        "Use an id of your own system: these values appear in logs and notifications, so no e-mail address, phone number or full name."
    PrivacySecrets "privacy/secrets" Warning / Error Documented Documented BOTH
        "No secret stands in a name, a tag or a URL."
        "These values are shown in consoles and logs and are not encrypted for you. Keep credentials in a credential locker or a secret store."
    DeprecatedMember "deprecated/member" Warning Model Documented CURRENT
        "A request uses no member that is deprecated."
        "The model marks it so since 25 June 2025; it may be ignored or refused one day."
    DocumentKind "document/kind" Error Documented Document BOTH
        "A document is an object that is a capability or a definition."
        "A capability has properties, actions or events; a definition is a data type, with `$ref`, `type` or `enum`."
    DocumentIdentity "document/id" Error Documented Document BOTH
        "A document's `$id` is its full id."
        "Such as `/schema-versions/capability/acme.Lamp@1.0`: the kind, a namespace of 3 to 12 lower-case letters and digits, a name and the version."
    DocumentIdForm "document/id-form" Warning / Error Shown Document BOTH
        "A reference to a document is written in full and names one version."
        "Short ids, `/schema-version/` and blanks are found in older or misprinted samples. Write `/schema-versions/definition/acme.Level@1.0`."
    DocumentVersion "document/version" Warning / Error Inferred Document BOTH
        "A document's `version` is the one in its `$id`."
        "The id decides which version a document is; another number beside it misleads whoever reads it."
    DocumentRequired "document/required" Error Documented Document BOTH
        "What a document declares has all the keys that it must have."
        "A property and a parameter have `extrinsicId` and `value`, an action `name` and `extrinsicId`, a request and a response `parameters`, an event `name`."
    DocumentExpectedKey "document/expected-key" Warning / Error Inferred Document BOTH
        "A document has the keys that readers expect."
        "A definition says what a value is, an error of a response has a code. The developer guide does not say whether either may be missing."
    DocumentConvention "document/convention" Warning Inferred Document BOTH
        "A document does as published ones do, where nothing says that it must."
        "A definition has a title and a description, an event an extrinsic id, an enum an id for every value; a description is no longer than those that have a limit; types that others need are not private; no type is so large that it cannot be judged."
    DocumentType "document/type" Error Documented Document BOTH
        "Every key of a document has a value of its JSON type."
        "Properties and parameters are objects, actions and events arrays, `extrinsicVersion` is a string of digits, `mutable` true or false."
    DocumentText "document/text" Error Documented Document BOTH
        "Names, titles, descriptions and versions of a document have their form and length."
        "A name begins with a letter and has letters, digits, dots, slashes, hyphens and blanks, at most 64 in a capability and 192 in a definition. Titles have at most 256 characters, descriptions 1024 to 2048, by their place."
    DocumentMemberName "document/member-name" Error Documented Document BOTH
        "Properties, parameters and extrinsic properties are named with letters and digits."
        "Nothing else fits: no blank, no hyphen, no underscore."
    DocumentActionName "document/action-name" Error Model Document BOTH
        "An action has a name that a command can carry."
        "`SendManagedThingCommand` takes letters and slashes alone, so an action with any other name can be reported but never invoked."
    DocumentExtrinsicProperties "document/extrinsic-properties" Error Documented Document BOTH
        "There are at most 20 extrinsic properties in a place."
        "They are an open list, such as `access` or `apiMaturity`, that the service hands on without reading it."
    DocumentExtrinsicRange "document/extrinsic-range" Warning Inferred Document BOTH
        "An extrinsic id fits in 32 bits."
        "Ten digits can say more than 0xFFFFFFFF, which no protocol's number does."
    DocumentDuplicate "document/duplicate" Error Documented Document BOTH
        "No two actions, events or errors of a document are equal."
        "They are lists of unique items."
    DocumentSameName "document/same-name" Warning / Error Inferred Document BOTH
        "Within one list of a document a name, and an extrinsic id, stands once."
        "A command or report names an action by its name, a Matter device by its number. Numbers are compared as such: `0x06` is `6`."
    DocumentBuiltInAction "document/built-in-action" Warning Inferred Document BOTH
        "A document declares none of the built-in actions."
        "ReadState and UpdateState, 0xff02 and 0xff01 in Matter's numbers, are there for every capability; one of the same name would be hidden by it."
    DocumentResponse "document/response" Error Documented Document BOTH
        "A response's code is 100 to 599, and its errors have codes of letters, digits and underscores."
        "An error's `code` has at most 64 characters, its `message` is any text. `responseCode` follows HTTP's meaning."
    DocumentUnknownKey "document/unknown-key" Warning Inferred Document BOTH
        "A document has no key that nobody reads."
        "Nothing says that the service refuses one; it is often a misspelt name, and what it says is lost. On a capability itself `extrinsicProperties` is such a key."
    DocumentDefinitions "document/definitions" Warning / Error Inferred Document BOTH
        "A key in `$defs` is made of letters, digits, dots, underscores, tildes and hyphens."
        "It is part of a reference, `#/$defs/KEY`, in which other characters would have to be encoded."
    DocumentValueSchema "document/value-schema" Error Documented Document BOTH
        "A value schema is valid JSON Schema."
        "An object of keywords, or true or false. `nullable` is added to the keywords of draft 2020-12, `not` is left out."
    DocumentReference "document/reference" Error Documented Document BOTH
        "A `$ref` leads to something that exists, and not round in a circle."
        "`#/$defs/KEY` is an entry of the same document; anything else is a definition's id. References that only refer to each other say nothing."
    DocumentUnknownReference "document/unknown-reference" Warning Inferred Document BOTH
        "A definition that is referred to is at hand."
        "It is taken for any value, so what it asks is not judged. Fetch it with GetSchemaVersion, and give it with the other documents."
    DocumentEnum "document/enum" Error Documented Document BOTH
        "An enum has the type string, at least one value, and an extrinsic id for each."
        "`{\"$ref\": \"/schema-versions/definition/aws.enum@1.0\", \"type\": \"string\", \"enum\": [\"Off\"], \"extrinsicIdMap\": {\"Off\": \"0\"}}`."
    DocumentBitmap "document/bitmap" Error Documented Document BOTH
        "A bitmap is an object whose properties are bits: an `extrinsicId` and an integer from 0."
        "`{\"Bit1\": {\"extrinsicId\": \"0x0000\", \"value\": {\"type\": \"integer\", \"minimum\": 0, \"maximum\": 1}}}`; a greater maximum makes a field of several bits."
    DocumentPattern "document/pattern" Warning Inferred Document BOTH
        "A pattern is a regular expression that can be read."
        "Which flavour the service takes is not documented. One that cannot be read here is left out of what is judged."
    DocumentKeyword "document/keyword" Advice Inferred Document BOTH
        "A keyword in a value schema has an effect."
        "`pattern` means nothing on an array, `$id` and `$anchor` nothing inside a document, one bound hides the other, and a keyword beside `$ref` can narrow but not widen."
    DocumentDefault "document/default" Warning Inferred Document BOTH
        "A default has the type that its schema asks for."
        "A default is a note for readers: nothing says that the service fills it in."
    CommandName "command/name" Warning / Error Shown Document BOTH
        "A command names a capability as its document does."
        "The `name` beside the `id` is the document's own, such as `On/Off` for `matter.OnOff@1.4`."
    CommandAccess "command/access" Warning Documented Document BOTH
        "A command changes what is mutable and reads what is retrievable."
        "The document says so of each property. The service leaves it to the device, which may ignore or refuse the command."
    CommandMissingParameter "command/missing-parameter" Warning / Error Inferred Document BOTH
        "A command gives every parameter that its action declares."
        "There is no way to declare an optional one; whether the service takes a command without it is not documented."
    StateDocument "state/document" Warning / Error Inferred Document BOTH
        "A state that is answered fits the capability's document."
        "Properties are `{\"name\": …, \"value\": {\"propertyValue\": …, \"lastChangedAt\": …}}` with a value that the document allows. A value may also be JSON text of one."
    EventDocument "event/document" Warning / Error Inferred Document BOTH
        "A device's event fits the capability's document."
        "Its properties and events are the document's, with values that it allows. A value may also be JSON text of one."
    SchemaItem "schema/item" Warning / Error Inferred Document CURRENT
        "An item of `CapabilitySchemas` says what its document says."
        "`CapabilityId`, `ExtrinsicId` and `ExtrinsicVersion` are the document's, and the device reports the capability."
    PolicyLimit "policy/limit" Error Policy Policy BOTH
        "A member is within the bounds that the policy gives it."
        "The service allows more; the policy at hand does not. Its `limits` say how much, by operation and path."
}

impl Rule {
    /// The rule with this id.
    pub fn from_id(id: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// The rule's row in a list of rules as JSON, the same on every surface. `strict` is there where that profile has
    /// another severity.
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
        row.end();
        out
    }

    /// Whether a text or request that breaks the rule can be judged all the same.
    pub(crate) fn stops_nothing(self) -> bool {
        !matches!(self, Rule::JsonSyntax | Rule::JsonUtf8 | Rule::JsonDepth | Rule::JsonSize)
            && self.family() != Family::Http
    }

    /// Whether a policy may change the rule's severity or suppress it: constraints and reading errors keep theirs.
    pub fn is_adjustable(self) -> bool {
        matches!(self.family(), Family::Note | Family::Documented | Family::Document)
    }
}
