import Foundation
import RPCContract

/// The header of the frame that brings initial metadata.
struct HeadersHeader {
  var metadata: Metadata

  init(_ metadata: Metadata) { self.metadata = metadata }

  init(json: [UInt8]) throws {
    metadata = [:]
    guard !json.isEmpty else { return }
    try JSONReader.read(json) { reader in
      try reader.object { member, reader in
        if member == "metadata" { metadata = try Metadata(&reader) } else { try reader.skip() }
      }
    }
  }

  var json: [UInt8] {
    guard !metadata.isEmpty else { return [] }
    var writer = JSONWriter()
    writer.begin()
    metadata.write(to: &writer)
    writer.end()
    return writer.bytes
  }
}
