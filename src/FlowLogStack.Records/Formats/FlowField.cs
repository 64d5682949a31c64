using System.Diagnostics.CodeAnalysis;

namespace FlowLogStack.Records;

/// <summary>
/// A field of a flow log record: AWS's name, the meaning of its value, the format version that introduced it, and
/// the records that contain it. All artifacts of a log format are generated from these four facts.
/// </summary>
/// <remarks>
/// Two fields are equal if their names and kinds are. The fields that AWS documents are in <see cref="Catalogue"/>;
/// fields that AWS adds later are created by <see cref="Custom"/>.
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

    /// <summary>Index of the field in <see cref="Catalogue"/>, by which a reader finds it without hashing; -1 for a custom field.</summary>
    internal int Ordinal { get; }

    /// <summary>AWS's name, such as <c>log-status</c>.</summary>
    public string Name { get; }

    /// <summary>Meaning of the value.</summary>
    public FieldKind Kind { get; }

    /// <summary>Format version that introduced the field, 2 to 11; 0 for a custom field, whose version is unknown.</summary>
    public int SinceVersion { get; }

    /// <summary>Content of the field, as one sentence; empty for a custom field.</summary>
    public string Meaning { get; }

    /// <summary>The records the field can appear in.</summary>
    public RecordKinds AppliesTo { get; }

    /// <summary>Whether the field was created by <see cref="Custom"/>.</summary>
    public bool IsCustom { get; }

    /// <summary>Name with underscores, such as <c>log_status</c>, as in Glue, Logs Insights and filter patterns.</summary>
    public string Column { get; }

    /// <summary>Whether the value is a whole number: a number, a counter or an instant.</summary>
    public bool IsNumeric => Kind is FieldKind.Number or FieldKind.Counter or FieldKind.Instant;

    /// <summary>Placeholder of the field in an EC2 log format, such as <c>${log-status}</c>.</summary>
    public string Placeholder => "${" + Name + "}";

    /// <summary>Creates a field that is newer than <see cref="Catalogue"/>.</summary>
    /// <param name="name">AWS's name: lowercase letters, digits and single hyphens, starting with a letter.</param>
    /// <param name="kind">Meaning of the value. It determines the column type, so do not use <see cref="FieldKind.Number"/> for an <c>INT_64</c>.</param>
    /// <param name="appliesTo">Records that may contain the field. Default: both families.</param>
    /// <exception cref="FlowLogFormatException">The name is malformed, or <see cref="Catalogue"/> already contains it.</exception>
    public static FlowField Custom(string name, FieldKind kind, RecordKinds appliesTo = RecordKinds.Both)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsWellFormed(name))
            throw new FlowLogFormatException(name,
                null, $"'{name}' is not a valid field name. Use lowercase letters, digits and single hyphens, starting with a letter, as in "
                    + "'next-hop-vpc-id'.");
        if (appliesTo is RecordKinds.None)
            throw new FlowLogFormatException(name, null, $"The custom field '{name}' does not apply to any records. Use Vpc, TransitGateway or Both.");
        if (ByName.TryGetValue(name, out var known))
            throw new FlowLogFormatException(name,
                null, $"'{name}' is a documented field of kind {known.Kind}. Remove the custom field, and use the documented one.");
        return new FlowField(name, kind, 0, appliesTo, isCustom: true);
    }

    /// <summary>Returns the documented field with a name.</summary>
    /// <exception cref="FlowLogFormatException">The field does not exist; the message contains the nearest name.</exception>
    public static FlowField Get(string name) =>
        TryGet(name, out var field) ? field : throw new FlowLogFormatException(name, null, UnknownField(name));

    /// <summary>Finds the documented field with a name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out FlowField? field) => ByName.TryGetValue(name, out field);

    /// <inheritdoc/>
    public bool Equals(FlowField? other) => other is not null && Name == other.Name && Kind == other.Kind;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowField);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns AWS's name.</summary>
    public override string ToString() => Name;

    /// <summary>Returns the error for an unknown name, with the nearest name and the way to use a newer field.</summary>
    internal static string UnknownField(string name)
    {
        var nearest = Nearest.To(name, Catalogue.Select(field => field.Name));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return $"'{name}' is not a flow log field.{hint} For a field that AWS added after version 11, add a custom field.";
    }

    /// <summary>Returns whether a name can be that of a field.</summary>
    internal static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= 64
        && char.IsAsciiLetterLower(name[0])
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
