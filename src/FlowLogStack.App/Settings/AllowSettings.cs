using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Known traffic that a detection ignores.</summary>
public sealed record AllowSettings
{
    /// <summary>IPv4 and IPv6 CIDR blocks of source addresses to ignore. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>IPv4 and IPv6 CIDR blocks of destination addresses to ignore. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>Destination ports to ignore. Default: none.</summary>
    [Range(0, 65535)]
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Ids of network interfaces whose traffic is ignored. Default: none.</summary>
    [RegularExpression("^eni-[0-9a-f]{8,17}$",
        ErrorMessage = "use the id of a network interface, 'eni-' and 8 to 17 hexadecimal digits, as in 'eni-0a1b2c3d4e5f67890'")]
    public IReadOnlyList<string> Interfaces { get; init; } = [];
}
