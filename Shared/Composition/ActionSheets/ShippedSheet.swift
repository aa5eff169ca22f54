import Contracts
import Foundation

/// The sheet that is evaluated where no other is named, as `ShippedSheet.json` has it.
///
/// The French words are the sheet's own (reference/action-sheet.txt), without its typing errors; the English ones are a
/// translation. The last question is taken from the sheet's diagnosis. The sheet sets no target.
enum ShippedSheet {
  static let sheet: ActionSheet = {
    let file = Data(PackageResources.ShippedSheet_json)
    guard let sheet = try? JSONDecoder().decode(ActionSheet.self, from: file) else {
      preconditionFailure("ShippedSheet.json is an action sheet")
    }
    return sheet
  }()
}
