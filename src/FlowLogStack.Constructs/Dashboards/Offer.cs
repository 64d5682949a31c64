using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A panel, or why it is not drawn and what would change that.</summary>
sealed record Offer
{
    internal Panel? Panel { get; private init; }

    /// <summary>What is not drawn; empty when the panel is.</summary>
    internal string Missing { get; private init; } = "";

    /// <summary>What would have it drawn.</summary>
    internal string Cure { get; private init; } = "";

    internal static Offer Of(Panel panel) => new() { Panel = panel };

    internal static Offer Not(string missing, string cure) => new() { Missing = missing, Cure = cure };

    /// <summary>The panel if the format has the fields.</summary>
    internal static Offer If(FlowLogFormat format, string title, IEnumerable<FlowField> needs, Func<Panel> make)
    {
        var missing = needs.Distinct().Where(field => !format.Contains(field)).ToList();
        if (missing.Count == 0)
            return Of(make());
        var kind = format.AppliesTo is RecordKinds.TransitGateway ? RecordKinds.TransitGateway : RecordKinds.Vpc;
        var foreign = missing.Where(field => !field.AppliesTo.HasFlag(kind)).ToList();
        return Not(title, foreign.Count > 0
            ? $"{(kind is RecordKinds.Vpc ? "records of VPCs" : "records of transit gateways")} do not have {string.Join(", ", foreign.Select(field => field.Name))}"
            : $"add `{string.Join(' ', missing.Select(field => field.Placeholder))}` to the log format");
    }
}
