//! Exports of the full module only: devices, their documents and barcodes, and rollouts.

use mi_preflight::barcode::{self, Kind};
use mi_preflight::command::{Argument, AvailableCommands, available_commands_to_json};
use mi_preflight::document::Origin;
use mi_preflight::rollout::Rollout;
use mi_preflight::{CapabilityReportPlace, Device, capability_report_changes_to_json};
use wasm_bindgen::prelude::*;

use crate::{Checker, error_value, report_json};

#[wasm_bindgen]
impl Checker {
    /// Checks a capability report, alone or in the input of `CreateManagedThing`. Returns `None` without violations.
    #[wasm_bindgen(js_name = checkCapabilityReport)]
    pub fn check_capability_report(&self, text: &[u8]) -> Result<Option<String>, JsValue> {
        let place = CapabilityReportPlace::find(text).map_err(|error| error_value("bad-capability-report", &error))?;
        Ok(report_json(self.preflight.check_capability_report_at(text, &place)))
    }

    /// Checks a capability or definition document. Returns `None` without violations.
    #[wasm_bindgen(js_name = checkDocument)]
    pub fn check_document(&self, text: &[u8], from_service: bool) -> Option<String> {
        let origin = if from_service { Origin::Service } else { Origin::Authored };
        report_json(self.documents.check_document(text, origin, self.profile))
    }

    /// Checks a notification or state. The JSON also holds its kind and the capabilities without a document.
    #[wasm_bindgen(js_name = checkEvent)]
    pub fn check_event(&self, text: &[u8]) -> Result<String, JsValue> {
        let result = self.documents.check_notification(text, self.profile);
        result.map(|report| report.to_json()).map_err(|error| error_value("bad-event", &error))
    }

    /// Lists the commands that a device supports.
    #[wasm_bindgen(js_name = availableCommands)]
    pub fn available_commands(&self, report: &[u8]) -> Result<String, JsValue> {
        let device = device(report)?;
        Ok(available_commands_to_json(&AvailableCommands::new(&device).with_documents(&self.documents).list()))
    }

    /// Builds a command to a device. Returns the input that sends it, and its report.
    #[wasm_bindgen(js_name = buildCommand)]
    pub fn build_command(
        &self,
        report: &[u8],
        endpoint: &str,
        capability: &str,
        action: &str,
        arguments: Vec<String>,
        managed_thing_id: Option<String>,
    ) -> Result<Vec<String>, JsValue> {
        let device = device(report)?;
        let arguments: Vec<Argument<'_>> = arguments.iter().map(|text| Argument::parse(text)).collect();
        let offers = AvailableCommands::new(&device).with_documents(&self.documents);
        let command = offers.build(endpoint, capability, action, &arguments);
        let command = command.map_err(|error| error_value("bad-command", &error))?;
        let preflight = crate::build(self.settings.clone().device(device.clone()))?;
        let report = command.check(&preflight, managed_thing_id.as_deref()).map_err(crate::unknown_operation)?;
        Ok(vec![command.input(managed_thing_id.as_deref()), report.to_json()])
    }
}

/// Compares two capability reports of a device.
#[wasm_bindgen(js_name = diffCapabilityReports)]
pub fn diff_capability_reports(before: &[u8], after: &[u8]) -> Result<String, JsValue> {
    let changes = mi_preflight::diff_capability_reports(&device(before)?, &device(after)?);
    Ok(capability_report_changes_to_json(&changes))
}

/// Parses a barcode, also one with a wrong checksum. The parts are sensitive: they are the authentication material.
#[wasm_bindgen(js_name = barcode)]
pub fn barcode_parts(material_type: &str, text: &str) -> Result<String, JsValue> {
    let Some(kind) = Kind::of_material_type(material_type) else {
        return Err(error_value("bad-barcode", &"nothing is known of the form of such material"));
    };
    barcode::read(kind, text).map(|barcode| barcode.to_json()).map_err(|error| error_value("bad-barcode", &error))
}

/// Previews how many devices a rollout notifies, and when. An empty `start` means that none is given.
#[wasm_bindgen]
pub fn rollout(
    configuration: &[u8],
    devices: u64,
    task: Option<Vec<u8>>,
    start: &str,
    success_delay: u64,
) -> Result<String, JsValue> {
    let invalid = |error| error_value("bad-rollout", &error);
    let mut rollout = Rollout::from_task_configuration(configuration, devices).map_err(invalid)?;
    if !start.is_empty() {
        rollout = rollout.with_start(start.parse().map_err(|error| error_value("bad-time", &error))?);
    }
    if let Some(task) = task {
        rollout = rollout.with_task(&task).map_err(invalid)?;
    }
    let preview = rollout.with_success_delay(success_delay).preview().map_err(invalid)?;
    Ok(preview.to_json())
}

fn device(report: &[u8]) -> Result<Device, JsValue> {
    Device::parse(report).map_err(|error| error_value("bad-capability-report", &error))
}
