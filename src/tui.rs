//! The wizard as a full screen.
