// The files of the project, for tests over all of a kind.

public import Foundation

/// Files of the project.
public enum ProjectFiles {
  /// The project's folder.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The paths of the programs below a folder, from there, in order.
  public static func programs(below folder: URL) -> [String] { files(below: folder, ending: ".wir") }

  /// The paths of the files below a folder whose names end so, from there, in order.
  public static func files(below folder: URL, ending: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// The bytes of a file.
  public static func bytes(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}
