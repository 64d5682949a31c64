using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A log format: the fields of a flow log, in order. The EC2 log format, filter patterns, Glue columns, the Logs Insights
/// <c>parse</c> command and the parser are generated from it.
/// </summary>
/// <remarks>Immutable; two formats are equal if they have equal fields in the same order.</remarks>
public sealed class FlowLogFormat : IEquatable<FlowLogFormat>
{
    readonly FrozenDictionary<FlowField, int> positions;

    FlowLogFormat(ImmutableArray<FlowField> fields)
    {
        Fields = fields;
        positions = Index(fields).ToFrozenDictionary();
        Version = Math.Max(2, fields.Max(field => field.SinceVersion));
        AppliesTo = fields.Aggregate(RecordKinds.Both, (kinds, field) => kinds & field.AppliesTo);
        if (AppliesTo is RecordKinds.None)
            throw Mixed(fields);
    }

    /// <summary>AWS's default format for VPC records: the 14 fields of version 2, in AWS's order.</summary>
    public static FlowLogFormat Default { get; } = UpTo(2);

    /// <summary>All 36 fields of transit gateway records, in the order of AWS's default for them.</summary>
    public static FlowLogFormat TransitGateway { get; } = Of(
        FlowField.Version, FlowField.ResourceType, FlowField.AccountId, FlowField.TgwId, FlowField.TgwAttachmentId,
        FlowField.TgwSrcVpcAccountId, FlowField.TgwDstVpcAccountId, FlowField.TgwSrcVpcId, FlowField.TgwDstVpcId,
        FlowField.TgwSrcSubnetId, FlowField.TgwDstSubnetId, FlowField.TgwSrcEni, FlowField.TgwDstEni,
        FlowField.TgwSrcAzId, FlowField.TgwDstAzId, FlowField.TgwPairAttachmentId, FlowField.SrcAddr, FlowField.DstAddr,
        FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Packets, FlowField.Bytes, FlowField.Start,
        FlowField.End, FlowField.LogStatus, FlowField.Type, FlowField.PacketsLostNoRoute, FlowField.PacketsLostBlackhole,
        FlowField.PacketsLostMtuExceeded, FlowField.PacketsLostTtlExpired, FlowField.TcpFlags, FlowField.Region,
        FlowField.FlowDirection, FlowField.PktSrcAwsService, FlowField.PktDstAwsService);

    /// <summary>All VPC fields through version 3: adds VPC, subnet and instance ids, TCP flags and packet addresses.</summary>
    public static FlowLogFormat V3 { get; } = UpTo(3);

    /// <summary>All VPC fields through version 4: adds region, availability zone and sublocation.</summary>
    public static FlowLogFormat V4 { get; } = UpTo(4);

    /// <summary>All 29 VPC fields through version 5: adds AWS service names, flow direction and traffic path. Recommended for most stacks.</summary>
    public static FlowLogFormat V5 { get; } = UpTo(5);

    /// <summary>All VPC fields through version 7: adds the ECS fields, for which the creator of the flow log requires <c>ecs:List*</c>.</summary>
    public static FlowLogFormat V7 { get; } = UpTo(7);

    /// <summary>All VPC fields through version 8: adds the reject reason.</summary>
    public static FlowLogFormat V8 { get; } = UpTo(8);

    /// <summary>All VPC fields through version 9: adds the resource id of regional NAT gateways.</summary>
    public static FlowLogFormat V9 { get; } = UpTo(9);

    /// <summary>All VPC fields through version 10: adds the encryption status.</summary>
    public static FlowLogFormat V10 { get; } = UpTo(10);

    /// <summary>All 54 VPC fields: adds tags, for which the flow log requires tag keys, the interface type and the next hop.</summary>
    public static FlowLogFormat V11 { get; } = UpTo(11);

    /// <summary>Presets by their names in settings and on the command line: <c>default</c>, <c>v3</c> … <c>v11</c>, <c>transit-gateway</c>.</summary>
    public static IReadOnlyDictionary<string, FlowLogFormat> Presets { get; } = new Dictionary<string, FlowLogFormat>(StringComparer.OrdinalIgnoreCase)
    {
        ["default"] = Default,
        ["v2"] = Default,
        ["v3"] = V3,
        ["v4"] = V4,
        ["v5"] = V5,
        ["v7"] = V7,
        ["v8"] = V8,
        ["v9"] = V9,
        ["v10"] = V10,
        ["v11"] = V11,
        ["transit-gateway"] = TransitGateway,
    };

    /// <summary>Fields, in order; never empty, without duplicates.</summary>
    public ImmutableArray<FlowField> Fields { get; }

    /// <summary>Highest version among the fields, at least 2: the value that AWS writes in <c>version</c>.</summary>
    public int Version { get; }

    /// <summary>Records that may contain all of the fields.</summary>
    public RecordKinds AppliesTo { get; }

    /// <summary>Creates a format of fields, in order.</summary>
    /// <exception cref="FlowLogFormatException">
    /// The list of fields is empty, a field is duplicate, or the fields belong to different record families.
    /// </exception>
    public static FlowLogFormat Of(params IEnumerable<FlowField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new FlowLogFormat([.. fields]);
    }

    /// <summary>Parses an EC2 log format, such as <c>${version} ${account-id}</c>.</summary>
    /// <param name="text">Placeholders separated by spaces.</param>
    /// <param name="custom">Fields newer than the catalog that the text may contain.</param>
    /// <exception cref="FlowLogFormatException">The text is empty, a placeholder is malformed, or a field is unknown or duplicate.</exception>
    public static FlowLogFormat Parse(string text, params IEnumerable<FlowField> custom)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, custom, (token, position) =>
            token.StartsWith("${", StringComparison.Ordinal) && token.EndsWith('}') && token.Length > 3
                ? token[2..^1]
                : throw new FlowLogFormatException(token,
                position, $"'{token}' at position {position} of the log format is not a placeholder. Use ${{{token.Trim('$', '{', '}')}}}, with one space "
                    + "between placeholders."));
    }

    /// <summary>Parses the first line of a plain-text S3 object, such as <c>version account-id</c>.</summary>
    /// <param name="line">Names of fields separated by spaces.</param>
    /// <param name="custom">Fields newer than the catalog that the line may contain.</param>
    /// <exception cref="FlowLogFormatException">The line is empty, or a field is unknown or duplicate.</exception>
    public static FlowLogFormat ParseHeader(string line, params IEnumerable<FlowField> custom)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Read(line, custom, (token, _) => token);
    }

    /// <summary>Returns whether the format has the field.</summary>
    public bool Contains(FlowField field) => positions.ContainsKey(field);

    /// <summary>Returns the 0-based position of the field; -1 if the format lacks it.</summary>
    public int IndexOf(FlowField field) => positions.GetValueOrDefault(field, -1);

    /// <summary>Returns this format with missing fields appended in their order; existing fields keep their position.</summary>
    public FlowLogFormat With(params IEnumerable<FlowField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new FlowLogFormat([.. Fields, .. fields.Where(field => !Contains(field)).Distinct()]);
    }

    /// <summary>Returns this format without the fields; the others keep their order.</summary>
    /// <exception cref="FlowLogFormatException">No field would remain.</exception>
    public FlowLogFormat Without(params IEnumerable<FlowField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new FlowLogFormat([.. Fields.Except(fields)]);
    }

    /// <summary>Throws if a field cannot appear in a family of records.</summary>
    /// <param name="kind">One family of records.</param>
    /// <exception cref="FlowLogFormatException">A field does not belong to that family; the message contains the first one.</exception>
    public void EnsureAppliesTo(RecordKinds kind)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            if ((Fields[i].AppliesTo & kind) == kind)
                continue;
            var cure = kind is RecordKinds.TransitGateway ? "use the format transit-gateway" : "use the format default or v5";
            throw new FlowLogFormatException(Fields[i].Name, i
                + 1, $"'{Fields[i]}' at position {i + 1} of the format appears only in {Describe(Fields[i].AppliesTo)} records, not "
                + $"in {Describe(kind)} records. Remove it, or {cure}.");
        }
    }

    /// <summary>Throws if the format lacks one of the fields.</summary>
    /// <param name="purpose">Subject of the message, which requires the fields: <c>The detection 'SSH rejects'</c>.</param>
    /// <param name="fields">Required fields.</param>
    /// <exception cref="FlowLogFormatException">Fields are missing; the message contains all of them and the fix.</exception>
    public void EnsureContains(string purpose, params IEnumerable<FlowField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var missing = fields.Where(field => !Contains(field)).Distinct().ToList();
        if (missing.Count == 0)
            return;
        var add = string.Join(' ', missing.Select(field => field.Placeholder));
        throw new FlowLogFormatException(missing[0].Name,
            null, $"{purpose} requires {string.Join(", ", missing.Select(field => $"'{field}'"))}, which the log format of {Fields.Length} fields lacks. "
                + $"Add {add} to the log format.");
    }

    /// <summary>Returns the first line of a plain-text S3 object in this format: the names of the fields, separated by spaces.</summary>
    public string ToHeaderLine() => string.Join(' ', Fields.Select(field => field.Name));

    /// <summary>Returns the EC2 log format: the value of <c>LogFormat</c> of a flow log.</summary>
    /// <remarks>CloudFormation's <c>Fn::Sub</c> would interpolate the placeholders, so write it as a plain string.</remarks>
    public override string ToString() => string.Join(' ', Fields.Select(field => field.Placeholder));

    /// <inheritdoc/>
    public bool Equals(FlowLogFormat? other) => other is not null && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowLogFormat);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(0, HashCode.Combine);

    static FlowLogFormat UpTo(int version) =>
        Of(FlowField.Catalogue.Where(field => field.AppliesTo.HasFlag(RecordKinds.Vpc) && field.SinceVersion <= version));

    static FlowLogFormat Read(string text, IEnumerable<FlowField> custom, Func<string, int, string> nameOf)
    {
        var known = custom.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var tokens = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Of(tokens.Select((token, index) =>
        {
            var name = nameOf(token, index + 1);
            if (FlowField.TryGet(name, out var field) || known.TryGetValue(name, out field))
                return field;
            throw new FlowLogFormatException(name, index + 1, $"Position {index + 1} of the format: {FlowField.UnknownField(name)}");
        }));
    }

    static Dictionary<FlowField, int> Index(ImmutableArray<FlowField> fields)
    {
        if (fields.IsEmpty)
            throw new FlowLogFormatException("", null, "The log format is empty. Add at least one field, or use the default format with 14 fields.");
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = new Dictionary<FlowField, int>(fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            if (!names.TryAdd(fields[i].Name, i))
                throw new FlowLogFormatException(fields[i].Name, i
                    + 1, $"'{fields[i]}' at position {i + 1} of the format is already at position {names[fields[i].Name] + 1}. Use each field once.");
            index.Add(fields[i], i);
        }

        return index;
    }

    static FlowLogFormatException Mixed(ImmutableArray<FlowField> fields)
    {
        var first = fields.First(field => field.AppliesTo is not RecordKinds.Both);
        var position = fields.TakeWhile(field => field.AppliesTo is RecordKinds.Both || field.AppliesTo == first.AppliesTo).Count();
        return new FlowLogFormatException(fields[position].Name, position
            + 1, $"'{fields[position]}' at position {position + 1} of the format appears only in {Describe(fields[position].AppliesTo)} records, but "
            + $"'{first}' only in {Describe(first.AppliesTo)} records. Use a separate format and flow log for each.");
    }

    static string Describe(RecordKinds kinds) => kinds switch
    {
        RecordKinds.Vpc => "VPC",
        RecordKinds.TransitGateway => "transit gateway",
        _ => "VPC and transit gateway",
    };
}
