namespace FlowLogStack.Records;

/// <summary>Conditions shared by several Logs Insights queries.</summary>
static class QuestionTerms
{
    /// <summary>Returns the condition that an address is in one of the internal networks.</summary>
    internal static string IsInside(this InsightsQuery query, FlowField address, InsightsQuestionOptions options)
    {
        if (options.InternalNetworks.IsDefaultOrEmpty)
            throw new ArgumentException("No network is inside: name at least one.", nameof(options));
        var terms = options.InternalNetworks.Select(network => $"isIpInSubnet({query.Name(address)}, \"{network}\")").ToList();
        return terms.Count == 1 ? terms[0] : $"({string.Join(" or ", terms)})";
    }

    /// <summary>Returns the condition that a value is an address in none of the internal networks.</summary>
    internal static string IsOutside(this InsightsQuery query, FlowField address, InsightsQuestionOptions options) =>
        $"isValidIp({query.Name(address)}) and not {query.IsInside(address, options)}";

    /// <summary>Returns the condition that an address is that of the NAT gateway.</summary>
    internal static string Is(this InsightsQuery query, FlowField address, InsightsQuestionOptions options) =>
        $"{query.Name(address)} = \"{options.NatGateway}\"";

    /// <summary>Returns the column of a field's sum.</summary>
    internal static string Sum(this InsightsQuery query, FlowField field, string column) => $"sum({query.Name(field)}) as {column}";
}
