//! Files: where they are, how they are read, and how they are replaced whole.
