//! A preview for people: a table, a chart, and what it rests on.

use std::fmt::Write as _;

use mi_preflight::rollout::{Abort, Chance, Outcome, Preview, Segment};

/// So many rows are told before rows in the middle are left out.
const MOST_ROWS: usize = 40;

/// Of those that are told, so many are the last ones.
const LAST_ROWS: usize = 5;

/// How wide the chart is at most.
const WIDEST: u64 = 60;

/// Nothing, and eight heights.
const HEIGHTS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The whole text.
pub(super) fn told(preview: &Preview) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", summary(preview));
    if !preview.segments.is_empty() {
        let _ = writeln!(out, "\n{}", table(preview));
        let _ = writeln!(out, "{}", chart(preview));
    }
    if !preview.aborts.is_empty() {
        out.push_str("\nabort criteria:\n");
        for abort in &preview.aborts {
            let _ = writeln!(out, "- {}", criterion(abort));
        }
    }
    out.push_str("\nassumptions:\n");
    for assumption in &preview.assumptions {
        let _ = writeln!(out, "- {assumption}");
    }
    out
}

/// How it comes out, in a line.
fn summary(preview: &Preview) -> String {
    let devices = counted(preview.devices, "device");
    let some = format!("{} of {devices} notified", preview.notified());
    match preview.outcome {
        Outcome::Finished { minute } => format!("{devices}, all notified by {}", at(preview, minute)),
        Outcome::Ended { minute, behavior } => {
            let behavior = behavior.map(|one| format!(" ({})", one.name())).unwrap_or_default();
            format!("{some} when the task ends at {}{behavior}", at(preview, minute))
        }
        Outcome::NoMoreWindows { minute: 0 } => format!("{some}: no maintenance window opens after the start"),
        Outcome::NoMoreWindows { minute } => {
            format!("{some}: no maintenance window opens after {}", at(preview, minute))
        }
        outcome => format!("{some} by {}, where the preview stops", at(preview, outcome.minute())),
    }
}

/// A minute as people count, with the time where that is known.
fn at(preview: &Preview, minute: u64) -> String {
    let time = preview.start.map(|start| format!(", {}", start.after(minute))).unwrap_or_default();
    if minute < 60 {
        return format!("minute {minute}{time}");
    }
    let parts = [(minute / 1440, "d"), (minute / 60 % 24, "h"), (minute % 60, "min")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count} {unit}"));
    format!("minute {minute} ({}{time})", parts.collect::<Vec<_>>().join(" "))
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A row for each stretch of one rate.
fn table(preview: &Preview) -> String {
    let mut rows = vec![["minutes", "time", "per minute", "notified", "percent", ""].map(str::to_owned)];
    let left_out = preview.segments.len().saturating_sub(MOST_ROWS);
    for (index, segment) in preview.segments.iter().enumerate() {
        let first_left_out = MOST_ROWS - LAST_ROWS;
        if left_out > 0 && index == first_left_out {
            rows.push(["…", "", "…", "…", "…", &format!("{left_out} rows are left out")].map(str::to_owned));
        }
        if left_out > 0 && (first_left_out..first_left_out + left_out).contains(&index) {
            continue;
        }
        rows.push([
            format!("{}–{}", segment.from, segment.until),
            preview.start.map(|start| start.after(segment.from).to_string()).unwrap_or_default(),
            segment.rate.to_string(),
            segment.notified.to_string(),
            percent(segment.notified, preview.devices),
            marks(preview, segment, preview.segments.get(index + 1)).join(", "),
        ]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 6] = core::array::from_fn(width);
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            match column {
                // Without a start there are no times.
                1 if preview.start.is_none() => {}
                5 => line.push_str(cell),
                _ => _ = write!(line, "{cell:>width$}  "),
            }
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// What happens from the beginning of a stretch to that of the next one.
fn marks(preview: &Preview, segment: &Segment, next: Option<&Segment>) -> Vec<String> {
    let mut marks = Vec::new();
    if preview.windows.iter().any(|window| window.opens == segment.from) {
        marks.push("window opens".to_owned());
    }
    if preview.increases.iter().any(|increase| increase.minute == segment.from) {
        marks.push("rate increased".to_owned());
    }
    for abort in &preview.aborts {
        let Chance::Earliest(reached) = abort.chance else { continue };
        if segment.from < reached.minute && next.is_none_or(|next| reached.minute <= next.from) {
            marks.push(format!("abort possible from minute {}", reached.minute));
        }
    }
    if preview.windows.iter().any(|window| window.closes == segment.until) {
        marks.push("window closes".to_owned());
    }
    if next.is_none() {
        match preview.outcome {
            Outcome::Finished { .. } => marks.push("all notified".to_owned()),
            Outcome::Ended { minute, .. } => marks.push(format!("task ends at minute {minute}")),
            Outcome::NoMoreWindows { .. } => marks.push("last window".to_owned()),
            _ => marks.push("preview stops".to_owned()),
        }
    }
    marks
}

/// A share to a tenth of a percent, never more than it is.
fn percent(part: u64, whole: u64) -> String {
    let tenths = (u128::from(part) * 1000).checked_div(u128::from(whole)).unwrap_or(1000);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The share of devices that are notified, from the start to the end.
fn chart(preview: &Preview) -> String {
    let minutes = preview.outcome.minute().max(1);
    let columns = minutes.min(WIDEST);
    let mut bars = String::new();
    for column in 1..=columns {
        let minute = u64::try_from(u128::from(minutes) * u128::from(column) / u128::from(columns)).unwrap_or(minutes);
        let share = u128::from(preview.notified_by(minute)) * 8;
        let height = share.checked_div(u128::from(preview.devices)).unwrap_or(8);
        bars.push(usize::try_from(height).ok().and_then(|height| HEIGHTS.get(height)).copied().unwrap_or('█'));
    }
    format!("notified, minute 0 to {minutes}\n|{bars}|")
}

fn criterion(abort: &Abort) -> String {
    let threshold = abort.threshold.map(|percent| format!("{percent} % ")).unwrap_or_default();
    let failure = abort.failure_type.map_or("failures", |failure| failure.name());
    let least = abort.min_executed.map(|count| format!(" of at least {}", counted(count, "execution")));
    format!("{threshold}{failure}{}: {}", least.unwrap_or_default(), abort.chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        assert_eq!(percent(999_999, 1_000_000), "99.9 %");
        assert_eq!(percent(u64::MAX, u64::MAX), "100.0 %");
        assert_eq!(percent(0, 0), "100.0 %");
        assert_eq!(percent(1, 3), "33.3 %");
    }
}
