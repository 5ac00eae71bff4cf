// The recorded ground truth: it is embedded as it stands, and everything that Weft says agrees with it.
import CrossCheck
import Foundation
import Layout
import Testing

struct RecordedTests {
  private static func file(_ target: Target) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../abi-fixtures/recorded/\(target.rawValue).facts")
  }

  @Test(arguments: Target.allCases)
  func theRecordIsEmbeddedAsItStands(_ target: Target) throws {
    let text = FactSheet.recordedText(on: target)
    #expect(try Data(contentsOf: Self.file(target)) == Data(text))
    let sheet = try FactSheet(recordedOn: target)
    #expect(sheet.target == target)
    #expect(sheet.sources.map(\.word) == ["headers", "compiler", "libc"])
    // It is canonical: recorded again, it would be the same.
    #expect(Array(sheet.text.utf8) == text)
  }

  @Test(arguments: Target.allCases)
  func theCatalogueAgrees(_ target: Target) throws {
    let comparison = Comparison(ours: try FactSheet(catalogueOn: target), truth: try FactSheet(recordedOn: target))
    #expect(comparison.findings.isEmpty, "\(comparison.findings.prefix(20).map(\.description))")
    #expect(comparison.recordCount > 400)
    #expect(comparison.constantCount > 5000)
    #expect(comparison.syscallCount > 300)
    #expect(comparison.factCount > 20_000)
  }
}
