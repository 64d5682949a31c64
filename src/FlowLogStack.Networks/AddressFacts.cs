namespace FlowLogStack.Networks;

/// <summary>The facts about an address in files. A value that no file contains is null.</summary>
/// <param name="Country">Country of the network, as two letters (ISO 3166), such as <c>DE</c>.</param>
/// <param name="AsNumber">Number of the autonomous system, such as <c>13335</c>.</param>
/// <param name="Network">Name of the autonomous system, such as <c>CLOUDFLARENET</c>.</param>
/// <param name="Service">AWS service to which the address belongs, such as <c>S3</c>.</param>
/// <param name="Region">AWS Region to which the address belongs, such as <c>eu-west-1</c>, or <c>GLOBAL</c>. Default: null.</param>
public readonly record struct AddressFacts(string? Country, string? AsNumber, string? Network, string? Service, string? Region = null)
{
    /// <summary>Returns these facts, and those of another file where they are null.</summary>
    internal AddressFacts Or(AddressFacts other) =>
        new(Country ?? other.Country, AsNumber ?? other.AsNumber, Network ?? other.Network, Service ?? other.Service, Region ?? other.Region);

    /// <summary>Returns the facts as text, such as <c>US, AS16509 AMAZON-02, S3</c>; empty if there are none.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { Country, AsNumber is null ? Network : $"AS{AsNumber} {Network}".TrimEnd(), Service }.OfType<string>());
}
