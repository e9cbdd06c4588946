//! What the full module has beside judging requests: devices, their documents and barcodes, and rollouts.

use mi_preflight::barcode::{self, Kind};
use mi_preflight::command::{Argument, AvailableCommands, offers_to_json};
use mi_preflight::document::Origin;
use mi_preflight::rollout::Rollout;
use mi_preflight::{CapabilityReportPlace, Device, capability_report_changes_to_json, diff_capability_reports};
use wasm_bindgen::prelude::*;

use crate::{Checker, failure, told};

#[wasm_bindgen]
impl Checker {
    /// The report of a capability report, alone or in what `CreateManagedThing` takes; nothing when nothing was found.
    #[wasm_bindgen(js_name = checkReport)]
    pub fn check_capability_report(&self, text: &[u8]) -> Result<Option<String>, JsValue> {
        let place = CapabilityReportPlace::find(text).map_err(|error| failure("bad-report", &error))?;
        Ok(told(self.preflight.check_capability_report_at(text, &place)))
    }

    /// The report of a capability or definition document; nothing when nothing was found.
    #[wasm_bindgen(js_name = checkDocument)]
    pub fn check_document(&self, text: &[u8], from_service: bool) -> Option<String> {
        let origin = if from_service { Origin::Service } else { Origin::Authored };
        told(self.documents.check_document(text, origin, self.profile))
    }

    /// What was found in a notification or state, of which kind it is, and which capabilities were not judged.
    #[wasm_bindgen(js_name = checkEvent)]
    pub fn check_event(&self, text: &[u8]) -> Result<String, JsValue> {
        let judged = self.documents.check_notification(text, self.profile);
        judged.map(|judged| judged.to_json()).map_err(|error| failure("bad-event", &error))
    }

    /// What may be sent to a device.
    pub fn offers(&self, report: &[u8]) -> Result<String, JsValue> {
        let device = device(report)?;
        Ok(offers_to_json(&AvailableCommands::of(&device).with_documents(&self.documents).list()))
    }

    /// One command to a device: the input that sends it, and its report.
    pub fn command(
        &self,
        report: &[u8],
        endpoint: &str,
        capability: &str,
        action: &str,
        arguments: Vec<String>,
        thing: Option<String>,
    ) -> Result<Vec<String>, JsValue> {
        let device = device(report)?;
        let arguments: Vec<Argument<'_>> = arguments.iter().map(|text| Argument::parse(text)).collect();
        let offers = AvailableCommands::of(&device).with_documents(&self.documents);
        let command = offers.build(endpoint, capability, action, &arguments);
        let command = command.map_err(|error| failure("bad-command", &error))?;
        let preflight = self.settings.clone().device(device.clone()).build();
        let preflight = preflight.map_err(|error| failure("bad-settings", &error))?;
        let judged = command.check(&preflight, thing.as_deref()).map_err(crate::unknown)?;
        Ok(vec![command.input(thing.as_deref()), judged.to_json()])
    }
}

/// What changed from one capability report of a device to the next.
#[wasm_bindgen(js_name = diffReports)]
pub fn diff(before: &[u8], after: &[u8]) -> Result<String, JsValue> {
    Ok(capability_report_changes_to_json(&diff_capability_reports(&device(before)?, &device(after)?)))
}

/// The parts of a barcode, one with a wrong checksum included. They are the material that it holds.
#[wasm_bindgen(js_name = barcode)]
pub fn barcode_parts(material_type: &str, text: &str) -> Result<String, JsValue> {
    let Some(kind) = Kind::of_material_type(material_type) else {
        return Err(failure("bad-barcode", &"nothing is known of the form of such material"));
    };
    barcode::read(kind, text).map(|barcode| barcode.to_json()).map_err(|error| failure("bad-barcode", &error))
}

/// When a rollout would notify how many devices; an empty `start` is not given.
#[wasm_bindgen]
pub fn rollout(
    configuration: &[u8],
    devices: u64,
    task: Option<Vec<u8>>,
    start: &str,
    success_delay: u64,
) -> Result<String, JsValue> {
    let refused = |error| failure("bad-rollout", &error);
    let mut rollout = Rollout::from_task_configuration(configuration, devices).map_err(refused)?;
    if !start.is_empty() {
        rollout = rollout.with_start(start.parse().map_err(|error| failure("bad-time", &error))?);
    }
    if let Some(task) = task {
        rollout = rollout.with_task(&task).map_err(refused)?;
    }
    let preview = rollout.with_success_delay(success_delay).preview().map_err(refused)?;
    Ok(preview.to_json())
}

fn device(report: &[u8]) -> Result<Device, JsValue> {
    Device::parse(report).map_err(|error| failure("bad-report", &error))
}
