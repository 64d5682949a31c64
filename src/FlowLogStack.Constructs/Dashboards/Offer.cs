using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A panel, or the reason why it can't be drawn and the recommended action.</summary>
sealed record Offer
{
    internal Panel? Panel { get; private init; }

    /// <summary>Title of the panel that can't be drawn; empty if there is a panel.</summary>
    internal string Missing { get; private init; } = "";

    /// <summary>Recommended action that makes the panel available.</summary>
    internal string Cure { get; private init; } = "";

    internal static Offer Of(Panel panel) => new() { Panel = panel };

    internal static Offer Not(string missing, string cure) => new() { Missing = missing, Cure = cure };

    /// <summary>Returns the panel if the format has all the fields it needs.</summary>
    internal static Offer If(FlowLogFormat format, string title, IEnumerable<FlowField> needs, Func<Panel> make)
    {
        var missing = needs.Distinct().Where(field => !format.Contains(field)).ToList();
        if (missing.Count == 0)
            return Of(make());
        var kind = format.AppliesTo is RecordKinds.TransitGateway ? RecordKinds.TransitGateway : RecordKinds.Vpc;
        var foreign = missing.Where(field => !field.AppliesTo.HasFlag(kind)).ToList();
        return Not(title, foreign.Count > 0
            ? $"{(kind is RecordKinds.Vpc ? "records of VPCs" : "records of transit gateways")} do not "
            + $"have {string.Join(", ", foreign.Select(field => field.Name))}"
            : $"add `{string.Join(' ', missing.Select(field => field.Placeholder))}` to the log format");
    }
}
