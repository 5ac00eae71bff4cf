// A folder that goes when it is no longer needed, with everything in it.

import CrossCheck
import Glibc

/// A folder of its own under TMPDIR.
struct TemporaryFolder: ~Copyable {
  let path: String

  /// Where what is temporary goes.
  static var parent: String { getenv("TMPDIR").map { FileName.text(ofTerminated: $0) } ?? "/tmp" }

  init() throws(Failure) {
    let parent = Self.parent
    var template = FileName.terminated("\(parent)/weft-XXXXXX")
    guard mkdtemp(&template) != nil else {
      throw Failure(.error("cannot make a folder in '\(parent)': \(String(cString: strerror(errno)))"))
    }
    path = FileName.text(ofTerminated: template)
  }

  deinit {
    // What is in a folder goes before the folder.
    for entry in Self.entries(below: path).reversed() { remove(FileName.terminated(entry.path)) }
    rmdir(FileName.terminated(path))
  }

  /// The paths of the files with that ending, in this folder and those in it, sorted.
  func files(endingIn ending: String) -> [String] {
    Self.entries(below: path).filter { !$0.isFolder && $0.path.hasSuffix(ending) }.map(\.path).sorted()
  }

  /// Everything below a folder; a folder comes before what is in it. Links are not followed.
  private static func entries(below folder: String) -> [(path: String, isFolder: Bool)] {
    var found: [(path: String, isFolder: Bool)] = []
    var open = [folder]
    while let folder = open.popLast() {
      guard let directory = opendir(FileName.terminated(folder)) else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          FileName.text(of: bytes.prefix { $0 != 0 })
        }
        if name == "." || name == ".." { continue }
        let path = "\(folder)/\(name)"
        var status = stat()
        let isFolder = lstat(FileName.terminated(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        found.append((path, isFolder))
        if isFolder { open.append(path) }
      }
    }
    return found
  }
}
