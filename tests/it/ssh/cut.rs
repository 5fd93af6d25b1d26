//! The line is cut at every step: nothing that was done or typed is lost.
