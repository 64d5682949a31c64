using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>An account that may read the archive.</summary>
public sealed record ReaderSettings
{
    /// <summary>Id of the account, 12 digits.</summary>
    [RegularExpression(Patterns.Account, ErrorMessage = Patterns.AccountWords)]
    public required string Account { get; init; }

    /// <summary>External id that the account must send to assume the role, as the vendor states it.</summary>
    [RegularExpression(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}$", ErrorMessage = "use 2 to 1,224 letters, digits and _ + = , . @ : / -")]
    public required string ExternalId { get; init; }
}
