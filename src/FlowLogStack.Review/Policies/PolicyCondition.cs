namespace FlowLogStack.Review;

/// <summary>One condition of a statement.</summary>
/// <param name="Operator">Operator, such as <c>StringEquals</c>.</param>
/// <param name="Key">Condition key, such as <c>aws:SourceArn</c>.</param>
/// <param name="Values">Values, one of which must match.</param>
sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    const string IfExists = "IfExists";

    static readonly HashSet<string> LimitingKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount", "aws:SourceArn", "aws:SourceIp",
            "aws:SourceOrgID", "aws:SourceOrgPaths",
        "aws:SourceOwner", "aws:SourceVpc", "aws:SourceVpce", "kms:CallerAccount", "s3:DataAccessPointAccount", "sts:ExternalId", "lambda:FunctionUrlAuthType",
    };

    static readonly HashSet<string> DeputyKeys = new(StringComparer.OrdinalIgnoreCase) { "aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID",
        "aws:SourceOrgPaths", "sts:ExternalId" };

    /// <summary>Whether the condition limits who may act.</summary>
    internal bool IsLimiting => LimitingKeys.Contains(Key) && !IsNegative && !IsOptional && !Values.Contains("*")
        && !(Key.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase) && Values.Any(value => value.EndsWith("/0", StringComparison.Ordinal)));

    /// <summary>Whether the condition prevents that a service acts for others, the confused deputy.</summary>
    internal bool LimitsDeputy => DeputyKeys.Contains(Key) && IsLimiting;

    internal bool IsNegative => Operator.Contains("Not", StringComparison.Ordinal) && !Operator.StartsWith("Null", StringComparison.Ordinal);

    bool IsOptional => Operator.EndsWith(IfExists, StringComparison.Ordinal);

    string Base => (IsOptional ? Operator[..^IfExists.Length] : Operator) switch
    {
        "ArnEquals" => "ArnLike",
        "ArnNotEquals" => "ArnNotLike",
        var name => name,
    };

    /// <summary>Returns whether each request that fulfills this condition fulfills the other.</summary>
    internal bool Implies(PolicyCondition other)
    {
        if (!Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase) || (IsOptional && !other.IsOptional))
            return false;
        var isPattern = other.Base is "StringLike" or "ArnLike";
        if (Base != other.Base && !(isPattern && !IsNegative && Base is "StringEquals" or "ArnLike"))
            return false;
        return IsNegative
            ? other.Values.All(Values.Contains)
            : Values.All(value => other.Values.Any(allowed => isPattern ? Wildcards.Cover(allowed, value)
                : string.Equals(allowed, value, Base.StartsWith("Bool", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase
                : StringComparison.Ordinal)));
    }

    /// <summary>The condition as a phrase, such as <c>`aws:SourceArn` like `arn:…`</c>.</summary>
    internal string Words => $"{Markup.Code(Key)} {Comparison} {Markup.Codes(Values, 3)}{(IsOptional ? " if present" : "")}";

    string Comparison => Base switch
    {
        "StringEquals" or "Bool" or "NumericEquals" or "DateEquals" => "=",
        "StringNotEquals" => "≠",
        "StringLike" or "ArnLike" => "like",
        "StringNotLike" or "ArnNotLike" => "not like",
        "IpAddress" => "in",
        "NotIpAddress" => "not in",
        "Null" => "is absent:",
        var name => name,
    };
}
