// A phone's side of docs/payload.md, for iOS 15 and later. Needs nothing but Foundation.
//
// An app can't draw in the status bar of iOS, and may change its own icon only when its user asks for that. So the
// decoration stands beside the operator's name inside the app and in its widget: Image(decoration.ios.symbol).

import Foundation

struct Decoration: Codable, Sendable {
  /// `alternateIcon` is an icon for the app itself: offer it, and change it only when the user asks.
  struct IOS: Codable, Sendable { let symbol: String; let alternateIcon: String? }
  struct Web: Codable, Sendable { let svg: String; let path: String }
  struct Tint: Codable, Sendable { let light: String; let dark: String; let accent: String? }

  let key: String
  let label: [String: String]
  let ios: IOS
  let web: Web
  let tint: Tint
}

struct Show: Codable, Sendable {
  let decoration: Decoration
  let showFrom: Date
  let showUntil: Date
}

struct Tray: Codable, Sendable {
  struct SMS: Codable, Sendable { let number: String; let text: String }
  struct Off: Codable, Sendable { let url: URL; let sms: SMS?; let scopes: [String]; let labels: [String: [String: String]] }
  struct Refresh: Codable, Sendable { let afterSeconds: Double; let jitterSeconds: Double }

  let epoch: Int
  let decoration: Decoration?
  let showFrom: Date?
  let showUntil: Date?
  let upcoming: [Show]
  let off: Off
  let refresh: Refresh

  private var shows: [Show] {
    guard let decoration, let showFrom, let showUntil else { return upcoming }
    return [Show(decoration: decoration, showFrom: showFrom, showUntil: showUntil)] + upcoming
  }

  /// What stands beside the name at an instant. The phone's clock decides, also without a network.
  func shown(at now: Date) -> Decoration? {
    shows.first { $0.showFrom <= now && now < $0.showUntil }?.decoration
  }

  /// When to look again: something begins or ends. A widget's timeline gets an entry for it; no question is needed then.
  func nextTurn(after now: Date) -> Date? {
    shows.flatMap { [$0.showFrom, $0.showUntil] }.filter { $0 > now }.min()
  }
}

/// What is kept on the phone, so that everything is right after a restart and offline.
struct Kept: Codable, Sendable {
  let tray: Tray
  let etag: String
  let answeredAt: Date
}

actor TrayKeeper {
  /// Such as https://garland.example/v1/tray?platform=ios&appVersion=5.12.0&locale=ru-RU&timezone=Asia/Omsk
  private let address: URL
  private let token: @Sendable () async throws -> String
  private let file: URL

  private static let afterFailure: TimeInterval = 15 * 60
  private static let day: TimeInterval = 86_400

  init(address: URL, file: URL, token: @escaping @Sendable () async throws -> String) {
    self.address = address
    self.file = file
    self.token = token
  }

  func kept() -> Kept? {
    guard let data = try? Data(contentsOf: file) else { return nil }
    return try? JSONDecoder().decode(Kept.self, from: data)
  }

  /// Asks once, keeps the answer, and says how many seconds to wait until the next question.
  func ask() async -> TimeInterval {
    let kept = kept()
    do {
      // The tag is compared here; the system's own cache would hide the 304.
      var request = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData)
      request.setValue("Bearer \(try await token())", forHTTPHeaderField: "Authorization")
      if let kept { request.setValue(kept.etag, forHTTPHeaderField: "If-None-Match") }
      let (body, response) = try await URLSession.shared.data(for: request)
      guard let response = response as? HTTPURLResponse else { return Self.afterFailure }
      return try take(body, response, kept)
    } catch {
      return Self.afterFailure
    }
  }

  private func take(_ body: Data, _ response: HTTPURLResponse, _ kept: Kept?) throws -> TimeInterval {
    let now = Date()
    if response.statusCode == 304, let kept {
      try keep(Kept(tray: kept.tray, etag: kept.etag, answeredAt: now))
      return wait(for: kept.tray.refresh)
    }
    guard response.statusCode == 200 else {
      let seconds = response.value(forHTTPHeaderField: "Retry-After").flatMap(TimeInterval.init)
      return seconds.map { $0 + .random(in: 0...60) } ?? Self.afterFailure
    }
    let tray = try Self.decoder.decode(Tray.self, from: body)
    // An older answer that took longer is dropped; after a day without any, even a restored service is believed.
    let isStale = kept.map { tray.epoch < $0.tray.epoch && now.timeIntervalSince($0.answeredAt) < Self.day } ?? false
    if !isStale {
      try keep(Kept(tray: tray, etag: response.value(forHTTPHeaderField: "ETag") ?? "", answeredAt: now))
    }
    return wait(for: tray.refresh)
  }

  private func keep(_ kept: Kept) throws {
    try JSONEncoder().encode(kept).write(to: file, options: .atomic)
  }

  private func wait(for refresh: Tray.Refresh) -> TimeInterval {
    refresh.afterSeconds + .random(in: 0...refresh.jitterSeconds)
  }

  /// The service writes instants with milliseconds, which the built-in strategy refuses.
  private static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      let format = ISO8601DateFormatter()
      format.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
      guard let date = format.date(from: text) else {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an instant"))
      }
      return date
    }
    return decoder
  }()
}
