"""HeatDesk 供热服务台: the service desk of a district-heating station."""

__version__ = "0.1.0"
