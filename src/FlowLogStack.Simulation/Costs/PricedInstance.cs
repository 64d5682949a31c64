namespace FlowLogStack.Simulation;

/// <summary>An EC2 instance of the type that the default stack's web server has.</summary>
/// <param name="LogicalId">Logical id of the instance.</param>
/// <param name="PublicAddresses">Number of public IPv4 addresses.</param>
/// <param name="Gigabytes">Size of its volumes in GB.</param>
sealed record PricedInstance(string LogicalId, int PublicAddresses, int Gigabytes)
{
    /// <summary>The type.</summary>
    internal const string Type = "t3.micro";
}
