using System.ComponentModel.DataAnnotations;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Which Logs Insights queries are saved.</summary>
public enum InsightsCatalogue
{
    /// <summary>The sources most often rejected, as in the hands-on lab, and the records of each detection that is on.</summary>
    Lab,

    /// <summary>Every question of the catalogue that records of the format can answer, and the records of every detection.</summary>
    All,
}

/// <summary>Logs Insights queries that are saved for the log group.</summary>
public sealed record QuerySettings
{
    /// <summary>Which queries are saved: those of the `lab`, or `all` that records of the format can answer, AWS's samples and about 40 more, and one for each detection. They cost nothing until they run. Default: lab.</summary>
    public InsightsCatalogue Insights { get; init; } = InsightsCatalogue.Lab;

    /// <summary>The folder of the queries when `insights` is `all`; give each stack of a region one of its own. Default: Flow logs.</summary>
    [RegularExpression("^[A-Za-z0-9_.-]([A-Za-z0-9_. /-]{0,98}[A-Za-z0-9_.-])?$", ErrorMessage = "use 1 to 100 letters, digits, spaces, slashes and . _ -, starting and ending with none of spaces and slashes")]
    public string Folder { get; init; } = QueryCatalogue.DefaultFolder;

    /// <summary>The private address of a NAT gateway, for queries about what goes through it when `insights` is `all`. Default: none, and those queries are left out.</summary>
    [DataType(SettingsSchema.Address)]
    public string? NatGateway { get; init; }

    /// <summary>The catalogue that is saved; null for the lab's queries.</summary>
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
            InternalNetworks = [.. options.InternalNetworks, .. network.InternalRanges.Select(block => AddressRange.TryParse(block, out var range) ? range : throw new FormatException($"'{block}' is no CIDR block."))],
            NatGateway = NatGateway is null ? null : FlowAddress.TryParse(NatGateway, out var address) ? address : throw new FormatException($"'{NatGateway}' is no address."),
        };
    }
}
