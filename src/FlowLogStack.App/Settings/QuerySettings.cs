using System.ComponentModel.DataAnnotations;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Saved Logs Insights queries of the log group.</summary>
public sealed record QuerySettings
{
    /// <summary>
    /// Queries to save: `lab`, the top rejected sources and the enabled detections, or `all` whose fields the log format contains: AWS's samples, about
    /// 40 more, and one for each detection. Saving queries is free; running one costs what it scans. Default: lab.
    /// </summary>
    public InsightsCatalogue Insights { get; init; } = InsightsCatalogue.Lab;

    /// <summary>Folder of the queries if `insights` is `all`. Stacks of one Region need different folders. Default: Flow logs.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]([A-Za-z0-9_. /-]{0,98}[A-Za-z0-9_.-])?$",
        ErrorMessage = "use 1 to 100 letters, digits, spaces, slashes and . _ -, starting and ending with none of spaces and slashes")]
    public string Folder { get; init; } = QueryCatalogue.DefaultFolder;

    /// <summary>Private address of a NAT gateway, for queries of its traffic if `insights` is `all`. Default: none, and those queries are left out.</summary>
    [DataType(SettingsSchema.Address)]
    public string? NatGateway { get; init; }

    /// <summary>Returns the catalog to save, or null for the queries of the default stack.</summary>
    internal QueryCatalogue? ToCatalogue(FlowLogSettings settings) => Insights is InsightsCatalogue.Lab ? null : new QueryCatalogue
    {
        Questions = ToOptions(settings.Network),
        Detections = settings.Alarms.Known(settings.Network.ToNetwork()),
        Folder = Folder,
    };

    InsightsQuestionOptions ToOptions(NetworkSettings network)
    {
        var options = new InsightsQuestionOptions();
        return options with
        {
            InternalNetworks = [.. options.InternalNetworks,
                .. network.InternalRanges.Select(block => AddressRange.TryParse(block, out var range) ? range
                    : throw new FormatException($"'{block}' is not a valid CIDR block."))],
            NatGateway = NatGateway is null ? null : FlowAddress.TryParse(NatGateway, out var address) ? address
                : throw new FormatException($"'{NatGateway}' is not an address."),
        };
    }
}
