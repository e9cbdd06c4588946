/// A handle for one of the members that a check reads. [`reads!`] makes handles, each with its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read(usize);

impl Read {
    pub(super) const fn new(index: usize) -> Read {
        Read(index)
    }

    /// The position of the member among all that its check reads.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// Declares the members that a check reads: `reads! { enum Reads { NAME = "path.to.member", } }`. A path may be followed
/// by `if` and a [`CaptureFilter`](crate::engine::capture::CaptureFilter).
///
/// `Reads::PATHS` is the list for [`Check::reads`](super::Check::reads), and `Reads::NAME` is the [`Read`] that
/// refers to the path in it. A handle without a path, or with the path of another handle, cannot be written.
macro_rules! reads {
    (enum $reads:ident { $($name:ident = $path:literal $(if $filter:expr)?,)* }) => {
        enum $reads {}

        impl $reads {
            const PATHS: &'static [$crate::engine::capture::CapturePath] = &[
                $($crate::engine::capture::CapturePath::new($path)$(.with_filter($filter))?),*
            ];
        }

        $crate::service::rules::read::reads!(@handles $reads 0; $($name)*);
    };
    (@handles $reads:ident $index:expr; $name:ident $($rest:ident)*) => {
        impl $reads {
            const $name: $crate::service::rules::read::Read = $crate::service::rules::read::Read::new($index);
        }

        $crate::service::rules::read::reads!(@handles $reads $index + 1; $($rest)*);
    };
    (@handles $reads:ident $index:expr;) => {};
}
pub(super) use reads;
