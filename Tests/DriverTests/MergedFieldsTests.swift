// The fields of several layouts as one tree.

import Layout
import Testing

@testable import Driver

private func rows(_ declaration: RecordDeclaration) throws -> [FieldRow] {
  var engine = LayoutEngine(target: .x86_64)
  return try engine.layout(of: declaration).rows
}

private func merged(_ declarations: RecordDeclaration...) throws -> [String] {
  try MergedFields(declarations.map(rows), of: .structure).lines.map { line in
    String(repeating: " ", count: line.depth) + line.sample.name
      + line.rows.map { $0.map { " \($0.offset)" } ?? " -" }.joined()
  }
}

private func int(_ name: String) -> MemberDeclaration { MemberDeclaration(name, .scalar(.int)) }
private func long(_ name: String) -> MemberDeclaration { MemberDeclaration(name, .scalar(.long)) }

private func inner(_ name: String?, _ members: MemberDeclaration...) -> MemberDeclaration {
  MemberDeclaration(name, .record(RecordDeclaration(.structure, tag: nil, members: members)))
}

private func union(_ members: MemberDeclaration...) -> MemberDeclaration {
  MemberDeclaration(nil, .record(RecordDeclaration(.union, tag: nil, members: members)))
}

private func structure(_ members: MemberDeclaration...) -> RecordDeclaration {
  RecordDeclaration(.structure, tag: "s", members: members)
}

@Suite struct MergedFieldsTests {
  private let plain = structure(int("signo"), int("code"), int("pad"), long("rest"))
  private let wrapped = structure(
    union(inner(nil, int("signo"), int("code"), long("rest")), int("all")))

  @Test func anUnnamedRecordKeepsTheMembersThatOthersHaveWithoutIt() throws {
    #expect(
      try merged(wrapped, plain) == [
        "(union) 0 -", " (struct) 0 -", "  signo 0 0", "  code 4 4", "  pad - 8", "  (hole) - 12", "  rest 8 16",
        " all 0 -",
      ])
  }

  @Test func anUnnamedRecordIsPutAroundMembersThatAreThere() throws {
    #expect(
      try merged(plain, wrapped) == [
        "(union) - 0", " (struct) - 0", "  signo 0 0", "  code 4 4", "  rest 16 8", " all - 0", "pad 8 -",
        "(hole) 12 -",
      ])
  }

  @Test func membersWithoutACounterpartStandInTheirOwnRecord() throws {
    let kernel = structure(inner("kill", int("pid"), int("uid")), inner("timer", long("id"), int("private")))
    let libc = structure(inner("kill", int("si_pid"), int("si_uid")), inner("timer", long("si_id")))
    #expect(
      try merged(kernel, libc) == [
        "kill 0 0", " pid 0 -", " uid 4 -", " si_pid - 0", " si_uid - 4", "timer 8 8", " id 8 -", " private 16 -",
        " si_id - 8", " (padding) 20 -",
      ])
  }

  @Test func holesAreTheSameBetweenTheSameFieldsOrAtTheSamePlace() throws {
    #expect(
      try merged(structure(int("a"), long("b")), structure(long("a"), int("x"), long("b"))) == [
        "a 0 0", "x - 8", "(hole) 4 12", "b 8 16",
      ])
    #expect(
      try merged(structure(int("a"), long("b")), structure(int("z"), long("b"))) == [
        "a 0 -", "z - 0", "(hole) 4 4", "b 8 8",
      ])
  }

  @Test func unnamedRecordsAreMatchedByTheirMembersNotTheirOrder() throws {
    let one = structure(union(int("a"), int("b")), union(int("c"), int("d")))
    let other = structure(union(int("c"), int("d")))
    #expect(
      try merged(one, other) == ["(union) 0 -", " a 0 -", " b 0 -", "(union) 4 0", " c 4 0", " d 4 0"])
  }

  /// Whatever is put beside whatever: each row of each layout stands on one line, and a member below its record.
  @Test func everyRowOfTheCatalogueIsOnOneLine() {
    for name in Catalogue.names {
      let layouts = Catalogue.records(named: name).flatMap { description in
        Target.allCases.compactMap { description.layout(on: $0) }
      }
      for order in [layouts, layouts.reversed()] {
        let columns = order.map(\.rows)
        let lines = MergedFields(columns, of: .structure).lines
        for (index, column) in columns.enumerated() {
          let found = lines.compactMap { $0.rows[index] }
          #expect(Set(found.map(\.key)) == Set(column.map(\.key)), "\(name)")
          #expect(found.count == column.count, "\(name)")
        }
        var open: [FieldRow] = []
        for line in lines {
          open.removeLast(open.count - line.depth)
          let scope = open.filter { !$0.isUnnamedRecord }.map { "\($0.name)." }.joined()
          #expect(line.sample.scope == scope, "\(name): \(line.sample.name)")
          open.append(line.sample)
        }
      }
    }
  }
}
