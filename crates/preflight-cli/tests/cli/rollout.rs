//! `rollout`.

use serde_json::Value;

use crate::support::{Folder, snapshot};

const CONFIGURATION: &str = r#"{"Name": "kitchen", "PushConfig": {
    "RolloutConfig": {
        "ExponentialRolloutRate": {
            "BaseRatePerMinute": 50,
            "IncrementFactor": 1.5,
            "RateIncreaseCriteria": {"numberOfNotifiedThings": 100}
        },
        "MaximumPerMinute": 1000
    },
    "AbortConfig": {"AbortConfigCriteriaList": [
        {"Action": "CANCEL", "FailureType": "FAILED", "MinNumberOfExecutedThings": 100, "ThresholdPercentage": 20},
        {"Action": "CANCEL", "FailureType": "TIMED_OUT", "MinNumberOfExecutedThings": 50, "ThresholdPercentage": 12.5}
    ]},
    "TimeoutConfig": {"InProgressTimeoutInMinutes": 30}
}}"#;

/// A schedule with a window that spans midnight.
const SCHEDULING: &str = r#"{
    "StartTime": "2026-12-01T22:00",
    "MaintenanceWindows": [{"StartTime": "cron(55 23 * * ? *)", "DurationInMinutes": 8}]
}"#;

fn folder() -> Folder {
    let task = format!(
        r#"{{"S3Url": "s3://firmware/kitchen.bin", "OtaType": "ONE_TIME", "Target": ["arn:aws:iotmanagedintegrations:us-east-1:123456789012:managed-thing/abc"], "OtaSchedulingConfig": {SCHEDULING}}}"#
    );
    Folder::new(&[("configuration.json", CONFIGURATION), ("task.json", &task), ("scheduling.json", SCHEDULING)])
}

/// Returns the output of a successful run.
fn output_of(folder: &Folder, arguments: &[&str]) -> String {
    let run = folder.run(&[&["rollout"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}: {run:?}");
    run.out
}

#[test]
fn tables() {
    let folder = folder();
    snapshot("rollout", &output_of(&folder, &["configuration.json", "--devices", "10000"]));
    let task = output_of(&folder, &["configuration.json", "--devices", "10000", "--task", "task.json"]);
    snapshot("rollout-task", &task);
    // The schedule alone gives the same preview.
    assert_eq!(output_of(&folder, &["configuration.json", "--devices", "10000", "--task", "scheduling.json"]), task);
}

#[test]
fn a_push_config_alone_and_standard_input() {
    let folder = folder();
    let part = r#"{"RolloutConfig": {"MaximumPerMinute": 10}}"#;
    let run = folder.pipe(&["rollout", "-", "--devices", "25"], part.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.starts_with("25 devices, all notified by minute 3\n"), "{}", run.out);
    let both = ["rollout", "-", "--devices", "1", "--task", "-"];
    assert_eq!(folder.pipe(&both, part.as_bytes()).code, 2);
}

#[test]
fn json() {
    let folder = folder();
    let json = output_of(&folder, &["configuration.json", "--devices", "10000", "--format", "json"]);
    let preview: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.lines().count(), 1);
    assert_eq!(preview["outcome"]["kind"], "finished");
    assert_eq!(preview["segments"][0]["ratePerMinute"], 50);
    assert_eq!(preview["aborts"][1]["minute"], 31);
    let keys: Vec<&String> = preview.as_object().unwrap().keys().collect();
    let expected = ["devices", "notified", "outcome", "segments", "increases", "aborts", "windows", "assumptions"];
    assert_eq!(keys, expected);
}

#[test]
fn success_delay() {
    let folder =
        Folder::new(&[("part.json", &CONFIGURATION.replace("numberOfNotifiedThings", "numberOfSucceededThings"))]);
    let delayed = output_of(&folder, &["part.json", "--devices", "500", "--success-delay", "15"]);
    assert!(delayed.starts_with("500 devices, all notified by minute 10\n"), "{delayed}");
    assert!(delayed.contains("every device succeeds, 15 minutes after it was notified"), "{delayed}");
}

#[test]
fn long_tables_omit_rows_in_the_middle() {
    let folder = folder();
    let text = output_of(&folder, &["configuration.json", "--devices", "1000000", "--task", "scheduling.json"]);
    assert!(text.contains("rows are left out"), "{text}");
    assert!(text.lines().count() < 70, "{text}");
}

#[test]
fn start_option() {
    let folder = folder();
    folder.write("windows.json", SCHEDULING.replace("\"StartTime\": \"2026-12-01T22:00\",", "").as_bytes());
    let arguments = ["rollout", "configuration.json", "--devices", "10", "--task", "windows.json"];
    let run = folder.run(&arguments);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert!(run.err.contains("--start"), "{run:?}");
    let run = folder.run(&[&arguments[..], &["--start", "2026-12-01T12:00"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("2026-12-01T23:55"), "{run:?}");
    assert_eq!(folder.run(&[&arguments[..], &["--start", "tomorrow"]].concat()).code, 2);
}

#[test]
fn invalid_files_have_no_preview() {
    let folder = folder();
    folder.write("bad.json", CONFIGURATION.replace("1.5", "9").as_bytes());
    folder.write("part.json", br#"{"RolloutConfig": {"MaximumPerMinute": 0}}"#);
    folder.write("text.json", b"{");
    for file in ["bad.json", "part.json", "text.json"] {
        for format in ["text", "json"] {
            let run = folder.run(&["rollout", file, "--devices", "10", "--format", format]);
            assert_eq!((run.code, run.err.as_str()), (1, ""), "{file}: {run:?}");
            assert!(run.out.contains(if file == "text.json" { "json-syntax" } else { "range" }), "{file}: {run:?}");
            if format == "json" {
                let answer: Value = serde_json::from_str(&run.out).unwrap();
                assert_eq!(answer["valid"], false);
            }
        }
    }
    // A task without required members is invalid. Its schedule alone does not need them.
    folder.write("task.json", format!(r#"{{"OtaSchedulingConfig": {SCHEDULING}}}"#).as_bytes());
    let run = folder.run(&["rollout", "configuration.json", "--devices", "10", "--task", "task.json"]);
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn rollouts_without_a_preview() {
    let folder = folder();
    folder.write("cron.json", SCHEDULING.replace("55 23 *", "55 23 L").as_bytes());
    folder.write("other.json", br#"{"Nmae": "x"}"#);
    for (arguments, message) in [
        (&["missing.json", "--devices", "1"][..], "there is no file"),
        (&["configuration.json", "--devices", "1", "--task", "cron.json"], "does not understand"),
        (&["other.json", "--devices", "1"], "neither an input"),
        (&["configuration.json"], "--devices"),
        (&["configuration.json", "--devices", "-1"], "--devices"),
    ] {
        let run = folder.run(&[&["rollout"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
        assert!(run.err.contains(message), "{arguments:?}: {run:?}");
    }
}
