using System.Diagnostics.CodeAnalysis;

namespace FlowLogStack.Records;

/// <summary>
/// One field of a flow log record: AWS's name for it, what its value means, the format version that introduced it and
/// the records it can appear in. Every rendering of a format derives from these four facts.
/// </summary>
/// <remarks>
/// Two fields are equal when their names and kinds are. The catalogue of fields AWS documents is <see cref="Catalogue"/>;
/// a field AWS adds later is <see cref="Custom"/>.
/// </remarks>
public sealed partial class FlowField : IEquatable<FlowField>
{
    FlowField(string name, FieldKind kind, int version, RecordKinds appliesTo, bool isCustom, string meaning = "")
    {
        Ordinal = isCustom ? -1 : Rows.Count;
        Name = name;
        Kind = kind;
        SinceVersion = version;
        AppliesTo = appliesTo;
        IsCustom = isCustom;
        Meaning = meaning;
        Column = name.Replace('-', '_');
    }

    /// <summary>The field's index in <see cref="Catalogue"/>, by which a reader finds it without hashing; -1 for a custom field.</summary>
    internal int Ordinal { get; }

    /// <summary>AWS's name, such as <c>log-status</c>.</summary>
    public string Name { get; }

    /// <summary>What the value means.</summary>
    public FieldKind Kind { get; }

    /// <summary>The format version that introduced the field, 2 to 11; 0 for a custom field, whose version is not known.</summary>
    public int SinceVersion { get; }

    /// <summary>What the field contains, as one sentence; empty for a custom field.</summary>
    public string Meaning { get; }

    /// <summary>The records the field can appear in.</summary>
    public RecordKinds AppliesTo { get; }

    /// <summary>Whether the field was made with <see cref="Custom"/>.</summary>
    public bool IsCustom { get; }

    /// <summary>The name with underscores, such as <c>log_status</c>: how Glue, Logs Insights and filter patterns spell it.</summary>
    public string Column { get; }

    /// <summary>Whether the value is a whole number: a number, a counter or an instant.</summary>
    public bool IsNumeric => Kind is FieldKind.Number or FieldKind.Counter or FieldKind.Instant;

    /// <summary>The field as it stands in an EC2 log format, such as <c>${log-status}</c>.</summary>
    public string Placeholder => "${" + Name + "}";

    /// <summary>A field that AWS documents after this catalogue was written.</summary>
    /// <param name="name">AWS's name: lower-case letters, digits and single hyphens, starting with a letter.</param>
    /// <param name="kind">What the value means; it decides the column type, so never choose <see cref="FieldKind.Number"/> for an <c>INT_64</c>.</param>
    /// <param name="appliesTo">The records it can appear in. Default: both families.</param>
    /// <exception cref="FlowLogFormatException">The name is malformed, or the catalogue already has it.</exception>
    public static FlowField Custom(string name, FieldKind kind, RecordKinds appliesTo = RecordKinds.Both)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsWellFormed(name))
            throw new FlowLogFormatException(name, null, $"'{name}' is not a field name: use lower-case letters, digits and single hyphens, starting with a letter, as in 'next-hop-vpc-id'.");
        if (appliesTo is RecordKinds.None)
            throw new FlowLogFormatException(name, null, $"The custom field '{name}' applies to no records: say Vpc, TransitGateway or Both.");
        if (ByName.TryGetValue(name, out var known))
            throw new FlowLogFormatException(name, null, $"'{name}' is already in the catalogue as {known.Kind}: use FlowField.Get(\"{name}\") instead of a custom field.");
        return new FlowField(name, kind, 0, appliesTo, isCustom: true);
    }

    /// <summary>The documented field of that name.</summary>
    /// <exception cref="FlowLogFormatException">No such field; the message names the nearest one.</exception>
    public static FlowField Get(string name) =>
        TryGet(name, out var field) ? field : throw new FlowLogFormatException(name, null, UnknownField(name));

    /// <summary>Finds the documented field of that name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out FlowField? field) => ByName.TryGetValue(name, out field);

    /// <inheritdoc/>
    public bool Equals(FlowField? other) => other is not null && Name == other.Name && Kind == other.Kind;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowField);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>AWS's name.</summary>
    public override string ToString() => Name;

    /// <summary>Says that a name is unknown, which one may have been meant, and how to use a field newer than the catalogue.</summary>
    internal static string UnknownField(string name)
    {
        var nearest = Nearest.To(name, Catalogue.Select(field => field.Name));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return $"'{name}' is not a flow log field.{hint} For a field AWS added after version 11 pass FlowField.Custom(\"{name}\", kind).";
    }

    static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= 64
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
