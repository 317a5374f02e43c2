//! Serves a site on loopback while it is being edited.
