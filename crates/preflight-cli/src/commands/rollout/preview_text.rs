//! A preview as text: a summary, a table, a chart and the assumptions.

use std::fmt::Write as _;

use mi_preflight::rollout::{Abort, Chance, Outcome, Preview, Segment};

/// Maximum number of rows of the table. Rows in the middle are omitted.
const MAX_ROWS: usize = 40;

/// Number of rows after the omitted ones.
const LAST_ROWS: usize = 5;

/// Maximum width of the chart.
const MAX_CHART_COLUMNS: u64 = 60;

/// Bars of the chart, from empty to full.
const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Renders the whole preview.
pub(super) fn render(preview: &Preview) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", summary(preview));
    if !preview.segments.is_empty() {
        let _ = writeln!(out, "\n{}", table(preview));
        let _ = writeln!(out, "{}", chart(preview));
    }
    if !preview.aborts.is_empty() {
        out.push_str("\nabort criteria:\n");
        for abort in &preview.aborts {
            let _ = writeln!(out, "- {}", abort_criterion(abort));
        }
    }
    out.push_str("\nassumptions:\n");
    for assumption in &preview.assumptions {
        let _ = writeln!(out, "- {assumption}");
    }
    out
}

/// Returns the outcome as a line.
fn summary(preview: &Preview) -> String {
    let devices = count(preview.devices, "device");
    let notified = format!("{} of {devices} notified", preview.notified());
    match preview.outcome {
        Outcome::Finished { minute } => format!("{devices}, all notified by {}", time_of(preview, minute)),
        Outcome::Ended { minute, behavior } => {
            let behavior = behavior.map(|behavior| format!(" ({})", behavior.name())).unwrap_or_default();
            format!("{notified} when the task ends at {}{behavior}", time_of(preview, minute))
        }
        Outcome::NoMoreWindows { minute: 0 } => format!("{notified}: no maintenance window opens after the start"),
        Outcome::NoMoreWindows { minute } => {
            format!("{notified}: no maintenance window opens after {}", time_of(preview, minute))
        }
        outcome => format!("{notified} by {}, where the preview stops", time_of(preview, outcome.minute())),
    }
}

/// Returns a minute with its duration since the start and, if the start is known, its time.
fn time_of(preview: &Preview, minute: u64) -> String {
    let time = preview.start.map(|start| format!(", {}", start.after(minute))).unwrap_or_default();
    if minute < 60 {
        return format!("minute {minute}{time}");
    }
    let parts = [(minute / 1440, "d"), (minute / 60 % 24, "h"), (minute % 60, "min")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    format!("minute {minute} ({}{time})", parts.collect::<Vec<_>>().join(" "))
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns a table with a row for each segment of constant rate.
fn table(preview: &Preview) -> String {
    let mut rows = vec![["minutes", "time", "per minute", "notified", "percent", ""].map(str::to_owned)];
    let omitted_count = preview.segments.len().saturating_sub(MAX_ROWS);
    for (index, segment) in preview.segments.iter().enumerate() {
        let first_omitted = MAX_ROWS - LAST_ROWS;
        if omitted_count > 0 && index == first_omitted {
            rows.push(["…", "", "…", "…", "…", &format!("{omitted_count} rows are left out")].map(str::to_owned));
        }
        if omitted_count > 0 && (first_omitted..first_omitted + omitted_count).contains(&index) {
            continue;
        }
        rows.push([
            format!("{}–{}", segment.from, segment.until),
            preview.start.map(|start| start.after(segment.from).to_string()).unwrap_or_default(),
            segment.rate.to_string(),
            segment.notified.to_string(),
            percent(segment.notified, preview.devices),
            events(preview, segment, preview.segments.get(index + 1)).join(", "),
        ]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 6] = core::array::from_fn(width);
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            match column {
                // Omit the times if the start is unknown.
                1 if preview.start.is_none() => {}
                5 => line.push_str(cell),
                _ => _ = write!(line, "{cell:>width$}  "),
            }
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Returns what happens between the start of a segment and the start of the next.
fn events(preview: &Preview, segment: &Segment, next: Option<&Segment>) -> Vec<String> {
    let mut events = Vec::new();
    if preview.windows.iter().any(|window| window.opens == segment.from) {
        events.push("window opens".to_owned());
    }
    if preview.increases.iter().any(|increase| increase.minute == segment.from) {
        events.push("rate increased".to_owned());
    }
    for abort in &preview.aborts {
        let Chance::Earliest(earliest) = abort.chance else { continue };
        if segment.from < earliest.minute && next.is_none_or(|next| earliest.minute <= next.from) {
            events.push(format!("abort possible from minute {}", earliest.minute));
        }
    }
    if preview.windows.iter().any(|window| window.closes == segment.until) {
        events.push("window closes".to_owned());
    }
    if next.is_none() {
        match preview.outcome {
            Outcome::Finished { .. } => events.push("all notified".to_owned()),
            Outcome::Ended { minute, .. } => events.push(format!("task ends at minute {minute}")),
            Outcome::NoMoreWindows { .. } => events.push("last window".to_owned()),
            _ => events.push("preview stops".to_owned()),
        }
    }
    events
}

/// Returns a share in percent, rounded down to a tenth.
fn percent(part: u64, whole: u64) -> String {
    let tenths = (u128::from(part) * 1000).checked_div(u128::from(whole)).unwrap_or(1000);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// Returns a chart of the share of notified devices over time.
fn chart(preview: &Preview) -> String {
    let minutes = preview.outcome.minute().max(1);
    let columns = minutes.min(MAX_CHART_COLUMNS);
    let mut bars = String::new();
    for column in 1..=columns {
        let minute = u64::try_from(u128::from(minutes) * u128::from(column) / u128::from(columns)).unwrap_or(minutes);
        let share = u128::from(preview.notified_by(minute)) * 8;
        let height = share.checked_div(u128::from(preview.devices)).unwrap_or(8);
        bars.push(usize::try_from(height).ok().and_then(|height| BARS.get(height)).copied().unwrap_or('█'));
    }
    format!("notified, minute 0 to {minutes}\n|{bars}|")
}

fn abort_criterion(abort: &Abort) -> String {
    let threshold = abort.threshold.map(|percent| format!("{percent} % ")).unwrap_or_default();
    let failure = abort.failure_type.map_or("failures", |failure| failure.name());
    let min_executions =
        abort.min_executed.map(|executions| format!(" of at least {}", count(executions, "execution")));
    format!("{threshold}{failure}{}: {}", min_executions.unwrap_or_default(), abort.chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_down() {
        assert_eq!(percent(999_999, 1_000_000), "99.9 %");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0 %");
        assert_eq!(percent(0, 0), "100.0 %");
        assert_eq!(percent(1, 3), "33.3 %");
    }
}
