using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A network interface as an observer.</summary>
sealed class InterfaceProfile(SimulatedInterface one) : Profile(one.Site)
{
    internal override string LogStream => one.Id + "-all";

    internal override string? ValueOf(FlowField field) => field.Name switch
    {
        "account-id" => one.Site.AccountId,
        "interface-id" => one.Id,
        "vpc-id" => one.Site.VpcId,
        "subnet-id" => one.SubnetId,
        "instance-id" => one.InstanceId ?? "-",
        "region" => one.Site.Region,
        "az-id" => one.AzId,
        "instance-tag" or "interface-tag" => one.Tag ?? "-",
        "interface-type" => one.Type,
        _ => null,
    };
}
