//! Schedules calculated by hand, and a comparison of every minute of many others.

use super::*;

fn rollout(push_config: &str, devices: u64) -> Rollout {
    Rollout::from_task_configuration(push_config.as_bytes(), devices).unwrap()
}

/// A configuration whose rate grows with notified devices.
fn growing(base: u64, factor: &str, notified: u64, maximum: u64) -> String {
    let criteria = format!(r#"{{"numberOfNotifiedThings": {notified}}}"#);
    let rate =
        format!(r#"{{"BaseRatePerMinute": {base}, "IncrementFactor": {factor}, "RateIncreaseCriteria": {criteria}}}"#);
    format!(r#"{{"RolloutConfig": {{"ExponentialRolloutRate": {rate}, "MaximumPerMinute": {maximum}}}}}"#)
}

fn constant(maximum: u64) -> String {
    format!(r#"{{"RolloutConfig": {{"MaximumPerMinute": {maximum}}}}}"#)
}

fn segments(preview: &Preview) -> Vec<(u64, u64, u64, u64)> {
    preview.segments.iter().map(|part| (part.from, part.until, part.rate, part.notified)).collect()
}

/// The example of the AWS IoT Jobs guide: 50 a minute up to 1000 devices, 100 up to 2000, 200 up to 3000, 400 up to
/// 4000. The last of these passes 4000 within a minute.
#[test]
fn previews_the_example_of_the_guide() {
    let preview = rollout(&growing(50, "2", 1000, 1000), 10_000).preview().unwrap();
    assert_eq!(
        segments(&preview),
        [
            (0, 20, 50, 1000),
            (20, 30, 100, 2000),
            (30, 35, 200, 3000),
            (35, 38, 400, 4200),
            (38, 39, 800, 5000),
            (39, 44, 1000, 10_000)
        ]
    );
    assert_eq!(preview.outcome, Outcome::Finished { minute: 44 });
    let increases: Vec<_> =
        preview.increases.iter().map(|increase| (increase.minute, increase.rate, increase.notified)).collect();
    assert_eq!(increases, [(20, 100, 1000), (30, 200, 2000), (35, 400, 3000), (38, 800, 4200), (39, 1000, 5000)]);
    let notified = [0, 1, 20, 25, 36, 44, 1000].map(|minute| preview.notified_by(minute));
    assert_eq!(notified, [0, 50, 1000, 1500, 3400, 10_000, 10_000]);
}

#[test]
fn accumulates_fractions_of_a_device() {
    // 1.1 to the eighth is the first power over 2, to the twelfth (3.14) over 3, to the fifteenth (4.18) over 4.
    let preview = rollout(&growing(1, "1.1", 1, 1000), 18).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 8, 1, 8), (8, 10, 2, 12), (10, 11, 3, 15), (11, 12, 4, 18)]);
}

#[test]
fn previews_constant_rates() {
    let preview = rollout(&constant(10), 25).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 3, 10, 25)]);
    assert_eq!(preview.outcome, Outcome::Finished { minute: 3 });
    let preview = rollout("{}", 2500).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 3, 1000, 2500)]);
    assert!(preview.assumptions.contains(&Assumption::NoRate { per_minute: 1000 }));
    let preview = rollout("{}", 0).preview().unwrap();
    assert_eq!((preview.outcome, preview.notified()), (Outcome::Finished { minute: 0 }, 0));
    // A maximum below the base rate applies from the start.
    let preview = rollout(&growing(50, "2", 10, 20), 60).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 3, 20, 60)]);
}

#[test]
fn stores_large_rollouts_in_few_segments() {
    let preview = rollout(&constant(1), 10_000_000).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 10_000_000, 1, 10_000_000)]);
    let preview = rollout(&growing(1, "1.1", 1, u64::MAX / 1000), u64::MAX).preview().unwrap();
    assert!(preview.segments.len() < 500, "{}", preview.segments.len());
    assert_eq!(preview.notified(), u64::MAX);
}

#[test]
fn delays_increases_by_successes() {
    let criteria = r#"{"numberOfSucceededThings": 20}"#;
    let rate = format!(r#"{{"BaseRatePerMinute": 10, "IncrementFactor": 2.0, "RateIncreaseCriteria": {criteria}}}"#);
    let config = format!(r#"{{"RolloutConfig": {{"ExponentialRolloutRate": {rate}, "MaximumPerMinute": 100}}}}"#);
    // 20 devices are notified by minute 2 and have succeeded by minute 7, 40 by 4 and 9, 60 by 6 and 11.
    let preview = rollout(&config, 200).with_success_delay(5).preview().unwrap();
    assert_eq!(segments(&preview), [(0, 7, 10, 70), (7, 9, 20, 110), (9, 11, 40, 190), (11, 12, 80, 200)]);
    assert!(preview.assumptions.contains(&Assumption::SuccessDelay { minutes: 5 }));
    let at_once = rollout(&config, 200).preview().unwrap();
    assert_eq!(segments(&at_once), [(0, 2, 10, 20), (2, 3, 20, 40), (3, 4, 40, 80), (4, 6, 100, 200)]);
}

#[test]
fn respects_windows_and_ends() {
    let window = r#""MaintenanceWindows": [{"StartTime": "cron(0 2 * * ? *)", "DurationInMinutes": 60}]"#;
    let task = format!(r#"{{"OtaSchedulingConfig": {{"StartTime": "2026-12-01T00:00", {window}}}}}"#);
    let preview = rollout(&constant(10), 1000).with_task(task.as_bytes()).unwrap().preview().unwrap();
    assert_eq!(segments(&preview), [(120, 180, 10, 600), (1560, 1600, 10, 1000)]);
    assert_eq!(preview.outcome, Outcome::Finished { minute: 1600 });
    assert_eq!(
        preview.windows.iter().map(|window| (window.opens, window.closes)).collect::<Vec<_>>(),
        [(120, 180), (1560, 1620)]
    );
    assert_eq!([150, 1000, 1570].map(|minute| preview.notified_by(minute)), [300, 600, 700]);

    let end = format!(
        r#"{{"StartTime": "2026-12-01T00:00", "EndTime": "2026-12-01T02:30", "EndBehavior": "CANCEL", {window}}}"#
    );
    let preview = rollout(&constant(10), 1000).with_task(end.as_bytes()).unwrap().preview().unwrap();
    assert_eq!(segments(&preview), [(120, 150, 10, 300)]);
    assert_eq!(preview.outcome, Outcome::Ended { minute: 150, behavior: Some(EndBehavior::Cancel) });

    // The task ends before the first window.
    let early = r#"{"StartTime": "2026-12-01T00:00", "EndTime": "2026-12-01T01:00", "MaintenanceWindows": [
        {"StartTime": "0 2 * * ? *", "DurationInMinutes": 60}]}"#;
    let preview = rollout(&constant(10), 1000).with_task(early.as_bytes()).unwrap().preview().unwrap();
    assert_eq!((preview.outcome.minute(), preview.notified()), (60, 0));

    let last_window = r#"{"MaintenanceWindows": [{"StartTime": "0 2 1 1 ? 2027", "DurationInMinutes": 60}]}"#;
    let rollout = rollout(&constant(10), 1000).with_task(last_window.as_bytes()).unwrap();
    assert_eq!(rollout.preview(), Err(RolloutError::NoStart));
    let preview = rollout.with_start("2027-01-01T00:00".parse().unwrap()).preview().unwrap();
    assert_eq!((preview.outcome, preview.notified()), (Outcome::NoMoreWindows { minute: 180 }, 600));
}

/// Windows of one minute, and devices for centuries: the preview stops at its limit.
#[test]
fn stops_endless_previews() {
    for (cron, minutes) in [("*/2 * * * ? *", 1), ("* * * * ? *", 1430), ("0 0 29 2 ? *", 1), ("0 0 * * ? *", 1430)] {
        let window = format!(r#"{{"StartTime": "{cron}", "DurationInMinutes": {minutes}}}"#);
        let task = format!(r#"{{"StartTime": "2026-12-01T00:00", "MaintenanceWindows": [{window}]}}"#);
        let preview = rollout(&constant(1), u64::MAX).with_task(task.as_bytes()).unwrap().preview().unwrap();
        assert!(matches!(preview.outcome, Outcome::CutOff { .. }), "{cron}: {:?}", preview.outcome);
        assert!(preview.segments.len() <= 36_600);
    }
}

#[test]
fn finds_the_earliest_abort() {
    let config = |criteria: &str, timeout: &str| {
        let rollout = r#""RolloutConfig": {"MaximumPerMinute": 50}"#;
        let abort = format!(r#""AbortConfig": {{"AbortConfigCriteriaList": [{criteria}]}}"#);
        format!(r#"{{{rollout}, {abort}, "TimeoutConfig": {{{timeout}}}}}"#)
    };
    let criterion = |failure: &str, min_executed: u64, threshold: &str| {
        format!(
            concat!(
                r#"{{"Action": "CANCEL", "FailureType": "{}", "MinNumberOfExecutedThings": {}, "#,
                r#""ThresholdPercentage": {}}}"#
            ),
            failure, min_executed, threshold
        )
    };
    let earliest = |minute, notified| Chance::Earliest(RolloutPoint::new(minute, notified));
    let minutes = r#""InProgressTimeoutInMinutes": 30"#;
    for (criteria, timeout, devices, chance) in [
        (criterion("FAILED", 10, "20"), "", 1000, earliest(1, 50)),
        (criterion("FAILED", 50, "20"), "", 1000, earliest(1, 50)),
        (criterion("ALL", 51, "20.5"), "", 1000, earliest(2, 100)),
        (criterion("REJECTED", 10, "20"), "", 9, Chance::TooFew),
        // 100 executions have finished by minute 2; the first 20 devices, notified in the first minute, time out at 31.
        (criterion("TIMED_OUT", 100, "20"), minutes, 1000, earliest(31, 1000)),
        (criterion("TIMED_OUT", 100, "20"), minutes, 10_000, earliest(31, 1550)),
        // 50.01 % of 100 are 51 devices, and the last of them is notified in the second minute.
        (criterion("TIMED_OUT", 100, "50.01"), minutes, 10_000, earliest(32, 1600)),
        (criterion("TIMED_OUT", 100, "20"), "", 1000, Chance::NoTimeout),
        (r#"{"FailureType": "FAILED"}"#.to_owned(), "", 1000, Chance::Incomplete),
    ] {
        let preview = rollout(&config(&criteria, timeout), devices).preview().unwrap();
        assert_eq!(preview.aborts[0].chance, chance, "{criteria}");
    }
    // A criterion cannot stop a task after its end.
    let ended = rollout(&config(&criterion("TIMED_OUT", 10, "20"), minutes), 10_000)
        .with_task(br#"{"StartTime": "2026-12-01T00:00", "EndTime": "2026-12-01T00:20"}"#)
        .unwrap();
    assert_eq!(ended.preview().unwrap().aborts[0].chance, Chance::TooFew);
}

#[test]
fn accepts_and_rejects_inputs() {
    use RolloutError as E;
    let member = |member, expected| E::Member { member, expected };
    let count = "a whole number from 1";
    for (json, error) in [
        ("", E::Json { line: 1, column: 0 }),
        ("[]", E::NoConfiguration),
        (r#"{"operation": "CreateOtaTaskConfiguration", "input": {}}"#, E::NoConfiguration),
        (r#"{"PushConfig": []}"#, member("PushConfig", "an object")),
        (r#"{"RolloutConfig": {"MaximumPerMinute": 0}}"#, member("MaximumPerMinute", count)),
        (r#"{"RolloutConfig": {"MaximumPerMinute": 1.5}}"#, member("MaximumPerMinute", count)),
        (r#"{"RolloutConfig": {"MaximumPerMinute": -1}}"#, member("MaximumPerMinute", count)),
        (
            r#"{"RolloutConfig": {"ExponentialRolloutRate": {}}}"#,
            member("BaseRatePerMinute", "needed for a rate that grows"),
        ),
        (&growing(1, "1", 1, 1), member("IncrementFactor", "a number greater than 1")),
        (&growing(1, "1.23456", 1, 1), member("IncrementFactor", "a number with at most three decimals")),
        (
            r#"{"AbortConfig": {"AbortConfigCriteriaList": [{"FailureType": "LATE"}]}}"#,
            member("FailureType", "one of the values that the model has for it"),
        ),
    ] {
        assert_eq!(Rollout::from_task_configuration(json.as_bytes(), 1).unwrap_err(), error, "{json}");
    }
    for json in ["{}", r#"{"Name": "x"}"#, r#"{"PushConfig": null}"#, r#"{"PushConfig": {"RolloutConfig": null}}"#] {
        assert!(Rollout::from_task_configuration(json.as_bytes(), 1).is_ok(), "{json}");
    }
    let parse_task = |task: &str| rollout("{}", 1).with_task(task.as_bytes());
    let window = "given with each maintenance window";
    for (task, error) in [
        (r#"{"operation": "CreateOtaTask", "input": {}}"#, E::NoTask),
        (r#"{"StartTime": "tomorrow"}"#, member("StartTime", "a time as `YYYY-MM-DDTHH:MM`, in utc")),
        (r#"{"MaintenanceWindows": [{}]}"#, member("StartTime", window)),
        (r#"{"MaintenanceWindows": [{"StartTime": "0 2 * * ? *"}]}"#, member("DurationInMinutes", window)),
        (
            r#"{"MaintenanceWindows": [{"StartTime": "0 2 * * ? *", "DurationInMinutes": 1431}]}"#,
            member("DurationInMinutes", "a number of minutes from 1 to 1430"),
        ),
        (r#"{"MaintenanceWindows": [{"StartTime": "2 AM", "DurationInMinutes": 1}]}"#, E::Cron(CronError::Fields)),
    ] {
        assert_eq!(parse_task(task).unwrap_err(), error, "{task}");
    }
    for task in ["{}", r#"{"S3Url": "x", "OtaType": "ONE_TIME"}"#, r#"{"OtaSchedulingConfig": null}"#] {
        assert!(parse_task(task).unwrap().preview().is_ok(), "{task}");
    }
    let backwards = r#"{"StartTime": "2026-12-01T00:00", "EndTime": "2026-12-01T00:00"}"#;
    assert_eq!(parse_task(backwards).unwrap().preview(), Err(E::EndBeforeStart));
}

#[test]
fn writes_the_preview_as_json() {
    let config = r#"{"RolloutConfig": {"MaximumPerMinute": 10}, "AbortConfig": {"AbortConfigCriteriaList": [
        {"Action": "CANCEL", "FailureType": "FAILED", "MinNumberOfExecutedThings": 5, "ThresholdPercentage": 12.5}]}}"#;
    let json = rollout(config, 25).with_start("2026-12-01T00:00".parse().unwrap()).preview().unwrap().to_json();
    let start = concat!(
        r#"{"devices":25,"notified":25,"start":"2026-12-01T00:00","outcome":{"kind":"finished","minute":3},"#,
        r#""segments":[{"from":0,"until":3,"ratePerMinute":10,"notified":25}],"increases":[],"#,
        r#""aborts":[{"failureType":"FAILED","minNumberOfExecutedThings":5,"thresholdPercentage":12.5,"#,
        r#""chance":"earliest","minute":1,"notified":10}],"windows":[],"assumptions":[""#
    );
    assert!(json.starts_with(start), "{json}");
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}

/// Every text yields a preview or an error, never a panic.
#[test]
fn never_panics_on_mutated_inputs() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random_below = move |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(bound.max(1)).unwrap()).unwrap()
    };
    let config = growing(50, "1.5", 100, 1000);
    let task = r#"{"StartTime": "2026-12-01T00:00", "EndTime": "2027-12-01T00:00", "EndBehavior": "CANCEL",
        "MaintenanceWindows": [{"StartTime": "cron(0/20 2 ? JAN-DEC MON,TUE *)", "DurationInMinutes": 60}]}"#;
    let pieces = ["", "0", "9", "99999999", "1e9", "-", "null", "\"", "?", "*", "L", "/", ",", "é", "{", "]", "0.1"];
    let mut mutate = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=random_below(3) {
            let from = random_below(chars.len() + 1);
            let until = (from + random_below(4)).min(chars.len());
            chars.splice(from..until, pieces[random_below(pieces.len())].chars());
        }
        chars.into_iter().collect::<String>()
    };
    for devices in [0, 1, 1000, u64::MAX] {
        for _ in 0..2000 {
            let (config, task) = (mutate(&config), mutate(task));
            let Ok(rollout) = Rollout::from_task_configuration(config.as_bytes(), devices) else { continue };
            let Ok(rollout) = rollout.with_task(task.as_bytes()) else { continue };
            let Ok(preview) = rollout.with_success_delay(u64::MAX).preview() else { continue };
            assert!(preview.notified() <= devices && preview.segments.len() <= 10_000);
            assert!(preview.segments.is_sorted_by_key(|segment| segment.from));
        }
    }
    let last: UtcMinute = "9999-12-31T23:59".parse().unwrap();
    assert_eq!(last.after(u64::MAX), last);
    let windows = br#"{"MaintenanceWindows": [{"StartTime": "0 2 * * ? *", "DurationInMinutes": 60}]}"#;
    let preview = rollout("{}", 1).with_task(windows).unwrap().with_start(last).preview().unwrap();
    assert_eq!(preview.outcome, Outcome::Finished { minute: 122 });
}

/// Compares many small rollouts minute by minute with a plain count that does not use segments.
#[test]
fn matches_a_plain_count_for_every_minute() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random_below = move |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    for _ in 0..3000 {
        let devices = 1 + random_below(3000);
        let (base, maximum) = (1 + random_below(20), 1 + random_below(60));
        let factor = 1100 + 100 * random_below(40);
        let (notified, succeeded) = (random_below(60), random_below(60));
        let delay = random_below(20);
        // A window in every hour, from the same minute on.
        let (opens, duration) = (random_below(60), 1 + random_below(59));
        let is_windowed = random_below(2) == 0;
        let end = (random_below(4) == 0).then(|| 30 + random_below(300));

        let mut criteria = serde_json::Map::new();
        for (name, value) in [("numberOfNotifiedThings", notified), ("numberOfSucceededThings", succeeded)] {
            if value > 0 {
                criteria.insert(name.to_owned(), value.into());
            }
        }
        let factor_text = Decimal { thousandths: factor }.to_string();
        let factor_number: serde_json::Number = serde_json::from_str(&factor_text).unwrap();
        let config = serde_json::json!({"RolloutConfig": {"MaximumPerMinute": maximum, "ExponentialRolloutRate":
            {"BaseRatePerMinute": base, "IncrementFactor": factor_number, "RateIncreaseCriteria": criteria}}});
        let start: UtcMinute = "2026-12-01T00:00".parse().unwrap();
        let mut task = serde_json::Map::new();
        task.insert("StartTime".to_owned(), start.to_string().into());
        if let Some(end) = end {
            task.insert("EndTime".to_owned(), start.after(end).to_string().into());
        }
        if is_windowed {
            let windows =
                serde_json::json!([{"StartTime": format!("{opens} * * * ? *"), "DurationInMinutes": duration}]);
            task.insert("MaintenanceWindows".to_owned(), windows);
        }
        let task = serde_json::Value::from(task).to_string();
        let rollout = rollout(&config.to_string(), devices).with_task(task.as_bytes()).unwrap();
        let preview = rollout.with_success_delay(delay).preview().unwrap();

        let mut rate = rate::Rate::new(base, maximum, Some(Decimal { thousandths: factor }));
        let mut totals = vec![0];
        let mut steps = 0;
        let is_open = |minute: u64| !is_windowed || (minute + 60 - opens) % 60 < duration;
        let mut minute = 0;
        let mut finish = None;
        while finish.is_none() && minute < 100_000 {
            let total = totals[usize::try_from(minute).unwrap()];
            if total == devices || end == Some(minute) {
                finish = Some(minute);
                break;
            }
            let succeeded_by = minute.checked_sub(delay).map_or(0, |at| totals[usize::try_from(at).unwrap()]);
            if is_open(minute) {
                while rate.can_grow()
                    && ((notified > 0 && total >= notified * (steps + 1))
                        || (succeeded > 0 && succeeded_by >= succeeded * (steps + 1)))
                {
                    rate.grow();
                    steps += 1;
                }
                totals.push((total + rate.per_minute()).min(devices));
            } else {
                totals.push(total);
            }
            minute += 1;
        }
        for (minute, total) in totals.iter().enumerate() {
            let minute = u64::try_from(minute).unwrap();
            assert_eq!(preview.notified_by(minute), *total, "minute {minute}: {config} {task} {delay}");
        }
        let finish = finish.unwrap();
        assert_eq!(preview.outcome.minute(), finish, "{config} {task} {delay} {:?}", preview.outcome);
        let is_finished = matches!(preview.outcome, Outcome::Finished { .. });
        assert_eq!(is_finished, totals.last() == Some(&devices));
    }
}
