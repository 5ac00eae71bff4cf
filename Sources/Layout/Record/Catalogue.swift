// Every record that Weft knows, and how one is found by name.

/// Every record that Weft knows. Listing them lays nothing out: a description makes its layout when it is asked for one.
public enum Catalogue {
  /// All records: the kernel's, then libc's, each in the order of its declaration.
  public static let records: [RecordDescription] = groups.flatMap { $0 }

  /// Each file's records.
  private static let groups: [[RecordDescription]] = [
    kernelAccounting, kernelAsynchronousIO, kernelAudit, kernelBpf, kernelBpfAttributes, kernelBpfContexts,
    kernelBpfHelpers, kernelBpfObjects, kernelBtf, kernelElf, kernelEvents, kernelFileSystems, kernelFiles,
    kernelFutexes, kernelInterfaces, kernelIoUring, kernelIpc, kernelKeys, kernelLandlock, kernelMemory,
    kernelMessages, kernelMulticast, kernelNetlink, kernelPacketHeaders, kernelPacketSockets, kernelPerf,
    kernelProcessMaps, kernelProcesses, kernelRegisters, kernelSeccomp, kernelSignalContextAarch64,
    kernelSignalContextRiscv64, kernelSignalContextX86_64, kernelSignalFrames, kernelSignals, kernelSocketAddresses,
    kernelSocketTimestamps, kernelSystem, kernelTcp, kernelTerminal, kernelTime, kernelTracing, kernelUserfault,
    glibcElf, glibcFiles, glibcInterfaces, glibcIpc, glibcMessages, glibcProcesses, glibcSignalContexts,
    glibcSignals, glibcSocketAddresses, glibcTcp, glibcTerminal, glibcThreads, glibcTime, glibcTracing,
  ]

  /// The places in `records` of each name, in ascending order. A record stands under each of its own names, and under
  /// the names of a record of the other view that is the same record.
  private static let places: [String: [Int]] = {
    var places = Dictionary(grouping: records.indices) { records[$0].identity.name }
    for (index, record) in records.enumerated() {
      for other in record.identity.otherNames {
        let twins = places[other, default: []]
        places[other] = ([index] + twins).sorted()
        places[record.identity.name, default: []] += twins.filter { records[$0].identity.view != record.identity.view }
      }
    }
    return places.mapValues { Set($0).sorted() }
  }()

  /// The records that a name stands for: one for each view, and for each group of targets that share a form.
  public static func records(named name: RecordName) -> [RecordDescription] {
    (places[name.name] ?? []).map { records[$0] }.filter {
      (name.view == nil || $0.identity.view == name.view) && (name.kind == nil || $0.identity.kind == name.kind)
    }
  }

  /// The records that a name stands for, written as `RecordName` reads it.
  public static func records(named name: String) -> [RecordDescription] { records(named: RecordName(name)) }

  /// All names, sorted, each once: what to choose from when a name is not known.
  public static var names: [String] { places.keys.sorted() }
}

/// A record's name as people write it: "sigaction", "struct sigaction", "kernel:sigaction", "libc:struct sigaction".
public struct RecordName: Sendable, Hashable {
  /// The view, where the name says which.
  public let view: View?
  /// Structure or union, where the name says which.
  public let kind: RecordKind?
  /// The tag or typedef.
  public let name: String

  /// Takes a written name apart.
  public init(_ text: String) {
    var rest = text[...]
    var view: View?
    if let colon = rest.firstIndex(of: ":"), let named = View(rawValue: String(rest[..<colon])) {
      view = named
      rest = rest[rest.index(after: colon)...]
    }
    let words = rest.split(separator: " ")
    self.view = view
    kind = words.count == 2 ? RecordKind(rawValue: String(words[0])) : nil
    name = String(kind == nil ? rest : words[1])
  }
}
