//! The practice provider: an Instagram on loopback that behaves as the real one is known to.
