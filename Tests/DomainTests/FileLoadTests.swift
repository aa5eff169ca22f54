import PortalDomain
import Testing
import Values

@Suite("Files on their way from the officer")
struct FileLoadTests {
  private let now = Instant("2026-06-02T08:00:00Z")!

  private func state(
    _ step: FileLoad.Step, silent seconds: Int64?, hasContent: Bool = true
  ) -> FileLoad.State {
    let beat = seconds.map { now.adding(microseconds: -$0 * 1_000_000) }
    return FileLoad(step: step, beatAt: beat, hasContent: hasContent).state(at: now)
  }

  @Test("work that has said nothing for ten seconds has broken off; before it begins it waits")
  func silence() {
    for step in [FileLoad.Step.checking, .loading, .undoing] {
      #expect(state(step, silent: nil) == .waiting)
      #expect(state(step, silent: 0) == .running && state(step, silent: 9) == .running)
      #expect(state(step, silent: 10) == .brokenOff)
    }
  }

  @Test("without its content a file is neither checked nor loaded; undoing needs none")
  func content() {
    #expect(state(.checked, silent: nil) == .checked)
    #expect(state(.checked, silent: nil, hasContent: false) == .expired)
    #expect(state(.loading, silent: 10, hasContent: false) == .expired)
    #expect(state(.undoing, silent: 10, hasContent: false) == .brokenOff)
    #expect(state(.loaded, silent: nil, hasContent: false) == .loaded)
    #expect(state(.undone, silent: nil, hasContent: false) == .undone)
    #expect(state(.refused, silent: nil, hasContent: false) == .refused)
  }

  @Test("the share that is done is from 0 to 100 percent")
  func shares() {
    // 1 of 3 is 33.3 percent.
    #expect(FileLoad.percent(1, of: 3) == 33)
    #expect(FileLoad.percent(5, of: 3) == 100 && FileLoad.percent(-1, of: 3) == 0)
    #expect(FileLoad.percent(0, of: 0) == 0)
  }

  @Test("a record's row in a sheet counts the empty rows above it")
  func rows() {
    // Rows 1, 2, 5 and 6 are filled: the third record is two further down.
    let shifts = RowShifts([1, 2, 5, 6])
    #expect((1...4).map { shifts.row(of: $0) } == [1, 2, 5, 6])
    #expect(RowShifts().row(of: 7) == 7)
    #expect(RowShifts([3, 4]).row(of: 2) == 4)
  }

  @Test("a file's digest is SHA-256 in hexadecimal digits")
  func digests() {
    // Source: FIPS 180-4, the digest of “abc”.
    #expect(
      FileLoad.digest(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
