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

  /// The places in `records` of each name.
  private static let places = Dictionary(grouping: records.indices) { records[$0].identity.name }

  /// The records that `name` stands for: one for each view, and for each group of targets that share a form.
  ///
  /// A name may say which view it means ("kernel:sigaction", "libc:sigaction") and may be written as C writes the type
  /// ("struct sigaction").
  public static func records(named name: String) -> [RecordDescription] {
    var query = name[...]
    var view: View?
    if let colon = query.firstIndex(of: ":") {
      guard let named = View(rawValue: String(query[..<colon])) else { return [] }
      view = named
      query = query[query.index(after: colon)...]
    }
    var kind: RecordKind?
    for keyword in [RecordKind.structure, .union] where query.hasPrefix("\(keyword.rawValue) ") {
      kind = keyword
      query = query.dropFirst(keyword.rawValue.count + 1)
    }
    return (places[String(query)] ?? []).map { records[$0] }.filter {
      (view == nil || $0.identity.view == view) && (kind == nil || $0.identity.kind == kind && !$0.identity.isTypedef)
    }
  }

  /// All names, sorted, each once: what to choose from when a name is not known.
  public static var names: [String] { places.keys.sorted() }
}
