//! Where `paste` in another shell meets a waiting wizard: the file side of a private socket.
//!
//! The socket lies in a directory of the person's own that nobody else may enter. It gets its name
//! when it is closed to others already, and whoever holds the profile's lock may replace a dead one.

use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};

use super::atomic;
use super::paths::Paths;

/// The room for a socket's path on every system, less the end mark and the name it has at first.
const LONGEST: usize = 104 - 1 - FIRST.len();
/// The lowest bits of a mode, which are for group and others.
const OTHERS_BITS: u32 = 6;
/// What the socket's name ends in until it is closed to others.
const FIRST: &str = ".new";

/// Where a wizard may open its socket, best first.
pub fn places(paths: &Paths, profile: &str) -> Vec<PathBuf> {
    let name = paths.handover_name(profile);
    let dirs = [paths.runtime_dir.as_deref(), Some(&paths.state_dir)];
    short_enough(dirs.into_iter().flatten().map(|dir| dir.join(&name)))
}

/// Where a waiting wizard may be found. The login of this shell may have no directory of its own,
/// as under `su` or a timer, while the wizard's has the usual one.
pub fn meeting_places(paths: &Paths, profile: &str) -> Vec<PathBuf> {
    let name = paths.handover_name(profile);
    let usual = PathBuf::from(format!("/run/user/{}/igtoken", atomic::me()));
    let dirs = [
        paths.runtime_dir.clone(),
        Some(usual),
        Some(paths.state_dir.clone()),
    ];
    let mut places: Vec<PathBuf> =
        short_enough(dirs.into_iter().flatten().map(|dir| dir.join(&name)));
    places.dedup();
    places
}

fn short_enough(places: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    places
        .filter(|place| place.as_os_str().as_bytes().len() <= LONGEST)
        .collect()
}

/// The directory of the socket, made 0700 where it is missing.
pub fn prepare(place: &Path) -> io::Result<()> {
    let dir = atomic::parent(place);
    match fs::symlink_metadata(dir) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // Not one that others may write to: they could put another in its place.
            let above = atomic::parent(dir);
            if above.is_dir() && !is_private(&fs::symlink_metadata(above)?, atomic::me()) {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            DirBuilder::new().mode(0o700).create(dir)?;
        }
        Err(error) => return Err(error),
    }
    if is_private(&fs::symlink_metadata(dir)?, atomic::me()) {
        Ok(())
    } else {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

/// The name to open the socket under; a leftover of that name is removed.
pub fn first_name(place: &Path) -> io::Result<PathBuf> {
    let mut name = place.as_os_str().to_os_string();
    name.push(FIRST);
    let name = PathBuf::from(name);
    remove(&name)?;
    Ok(name)
}

/// Closes the socket to others and gives it its name, in place of a dead one.
pub fn publish(first: &Path, place: &Path) -> io::Result<()> {
    fs::set_permissions(first, Permissions::from_mode(0o600))?;
    fs::rename(first, place)
}

/// Removes the socket, if it is there.
pub fn remove(place: &Path) -> io::Result<()> {
    match fs::symlink_metadata(place) {
        Ok(meta) if meta.file_type().is_socket() => fs::remove_file(place),
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether there is a socket of one's own, in a directory that nobody else may enter.
pub fn is_ours(place: &Path) -> bool {
    let dir = fs::symlink_metadata(atomic::parent(place));
    let socket = fs::symlink_metadata(place);
    dir.is_ok_and(|dir| is_private(&dir, atomic::me()))
        && socket.is_ok_and(|meta| meta.file_type().is_socket() && meta.uid() == atomic::me())
}

/// Whether the process at the other end may be talked to: it is one's own, and nobody else's.
pub fn is_own_user(peer: u32) -> bool {
    is_same_user(peer, atomic::me())
}

fn is_same_user(peer: u32, me: u32) -> bool {
    peer == me
}

fn is_private(meta: &Metadata, me: u32) -> bool {
    meta.is_dir() && meta.uid() == me && meta.permissions().mode().trailing_zeros() >= OTHERS_BITS
}

#[cfg(test)]
mod tests;
